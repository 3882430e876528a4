package org.waystation.relay.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.waystation.federation.link.LinkEdge;
import org.waystation.federation.link.UnreadBytes;
import org.waystation.federation.roster.Partner;
import org.waystation.federation.roster.Roster;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.tls.TlsKey;
import org.waystation.protocol.tls.TlsPin;
import org.waystation.protocol.tls.TlsProfile;
import org.waystation.protocol.tls.Transport;
import org.waystation.relay.session.ClientPort;
import org.waystation.relay.session.ClientSession;

/**
 * The relay's one port. After the TLS handshake the negotiated protocol tells a client from a partner; a connection that is
 * neither is closed without a word.
 */
public final class RelayListener implements AutoCloseable {
    private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);
    private static final int BACKLOG = 1_024;

    /** Of the connections, one in so many may be in its handshake at a time. */
    private static final int HANDSHAKE_SHARE = 8;

    private static final int LEAST_HANDSHAKES = 16;

    /** Of the connections, one in so many may be of clients that have not yet proved to be anybody. */
    private static final int STRANGERS_SHARE = 4;

    private static final int LEAST_STRANGERS = 16;

    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Supplier<Roster> roster;
    private final LinkEdge links;
    private final ClientEdge clients;
    private final int maxConnections;
    private final UnreadBytes unread;
    private final Unproven handshakes;
    private final Unproven strangers;
    private final Channel server;

    /** What a listener needs of the relay. */
    public record Parts(
            TlsKey tlsKey,
            Supplier<Roster> roster,
            LinkEdge links,
            Function<ClientPort, ClientSession> sessions,
            Runnable onViolation,
            int maxConnections,
            UnreadBytes unread,
            Clock clock) {}

    private RelayListener(Parts parts, InetSocketAddress address, EventLoopGroup loops) throws IOException {
        this.roster = parts.roster();
        this.links = parts.links();
        this.clients = new ClientEdge(parts.sessions(), parts.onViolation(), parts.clock());
        this.maxConnections = parts.maxConnections();
        this.unread = parts.unread();
        this.handshakes = new Unproven(Math.max(LEAST_HANDSHAKES, maxConnections / HANDSHAKE_SHARE));
        this.strangers = new Unproven(Math.max(LEAST_STRANGERS, maxConnections / STRANGERS_SHARE));
        SslContext tls = TlsProfile.server(
                parts.tlsKey(), pin -> roster.get().byTlsPin(pin).isPresent());
        var bound = new ServerBootstrap()
                .group(loops)
                .channel(Transport.serverSocket())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        admit(channel, tls);
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("cannot listen on " + address.getHostString() + ":" + address.getPort() + " ("
                    + bound.cause().getMessage() + ")");
        }
        this.server = bound.channel();
        this.server.pipeline().addLast(new AcceptTrouble(parts.clock()));
    }

    /** @throws IOException if the address cannot be listened on */
    public static RelayListener open(Parts parts, InetSocketAddress address, EventLoopGroup loops) throws IOException {
        return new RelayListener(parts, address, loops);
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) server.localAddress();
    }

    /** Connections now, in whatever state. */
    public int connections() {
        return channels.size();
    }

    private void admit(SocketChannel channel, SslContext tls) {
        // When it is full, whoever has not even finished a handshake makes room, and then whoever is not known.
        if (channels.size() >= maxConnections && !handshakes.closeOldest() && !strangers.closeOldest()) {
            channel.close();
            return;
        }
        channels.add(channel);
        unread.watch(channel);
        Transport.boundUnsent(channel);
        SslHandler handler = tls.newHandler(channel.alloc());
        handler.setHandshakeTimeoutMillis(HANDSHAKE_TIMEOUT.toMillis());
        handshakes.begin(channel, handler.handshakeFuture());
        channel.pipeline().addLast(handler).addLast(new Sorter());
    }

    /** Sends a connection to the desk that its protocol names. */
    private final class Sorter extends ApplicationProtocolNegotiationHandler {
        Sorter() {
            super("");
        }

        @Override
        protected void configurePipeline(ChannelHandlerContext context, String protocol) {
            switch (protocol) {
                case Limits.CLIENT_ALPN -> adoptClient(context.channel());
                case Limits.LINK_ALPN -> adoptLink(context);
                default -> context.close();
            }
        }

        private void adoptClient(Channel channel) {
            Promise<Channel> known = channel.eventLoop().newPromise();
            channel.closeFuture().addListener(any -> known.trySuccess(channel));
            strangers.begin(channel, known);
            clients.adopt(channel, () -> known.trySuccess(channel));
        }

        private void adoptLink(ChannelHandlerContext context) {
            SslHandler tls = context.pipeline().get(SslHandler.class);
            Optional<Partner> partner = partner(tls);
            if (partner.isPresent()) {
                links.adopt(context.channel(), partner.get().id(), false);
            } else {
                context.close();
            }
        }

        private Optional<Partner> partner(SslHandler tls) {
            try {
                return roster.get().byTlsPin(TlsPin.ofPeer(tls.engine().getSession()));
            } catch (SSLPeerUnverifiedException noKeyShown) {
                return Optional.empty();
            }
        }

        @Override
        protected void handshakeFailure(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }

    /** Takes no new connections. */
    public void stopAccepting() {
        server.close().awaitUninterruptibly();
    }

    /** Closes every connection. */
    @Override
    public void close() {
        stopAccepting();
        channels.close().awaitUninterruptibly();
    }
}
