package org.waystation.federation.link;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waystation.federation.roster.Partner;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.FrameChannel;
import org.waystation.protocol.frame.FrameCodec;
import org.waystation.protocol.frame.LinkMessage;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.limits.LineBudget;
import org.waystation.protocol.tls.TlsKey;
import org.waystation.protocol.tls.TlsProfile;
import org.waystation.protocol.tls.Transport;
import org.waystation.protocol.tls.UnpinnedKeyException;

/** Where links meet the network: dials partners, and turns channels into {@link LinkSession}s. Safe for any thread. */
public final class LinkEdge {
    private static final Logger LOG = LoggerFactory.getLogger(LinkEdge.class);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration TICK = Duration.ofSeconds(4);

    private final TlsKey tlsKey;
    private final Supplier<LinkMessage.Hello> hello;
    private final EventLoopGroup loops;
    private final Supplier<LinkSession.Listener> listeners;
    private final NameResolver names;
    private final UnreadBytes unread;
    private final Clock clock;
    private final LineBudget<LineKind> lines = new LineBudget<>();

    /** Lines of a log that belong together: however often a partner makes a link and breaks it, few are written. */
    private record LineKind(RelayId partner, FaultCode what) {}

    /**
     * @param hello what this relay says of itself, made anew for each link
     * @param listeners one for each link
     * @param unread counts what partners that are dialled leave unread
     * @param resolving looks up names of partners, which may block for many seconds; at most one at a time for a partner
     */
    public LinkEdge(
            TlsKey tlsKey,
            Supplier<LinkMessage.Hello> hello,
            EventLoopGroup loops,
            Supplier<LinkSession.Listener> listeners,
            UnreadBytes unread,
            Executor resolving,
            Clock clock) {
        this.tlsKey = tlsKey;
        this.hello = hello;
        this.loops = loops;
        this.listeners = listeners;
        this.unread = unread;
        this.names = new NameResolver(resolving);
        this.clock = clock;
    }

    /**
     * Dials a partner at one of its endpoints.
     *
     * @param attempt counts the dials, so that each takes the next endpoint
     * @param onFailure hears why no link came of it; not called once a session exists
     */
    public void dial(Partner partner, int attempt, Consumer<DialTrouble> onFailure) {
        SslContext tls;
        try {
            tls = TlsProfile.link(tlsKey, partner.card()::names);
        } catch (SSLException e) {
            LOG.error("cannot set up TLS for links", e);
            onFailure.accept(DialTrouble.ofOurs("this relay cannot set up TLS"));
            return;
        }
        var endpoints = partner.card().endpoints();
        InetSocketAddress address = address(endpoints.get(Math.floorMod(attempt, endpoints.size())));
        Dial dial = new Dial(partner.id(), tls, onFailure);
        new Bootstrap()
                .group(loops)
                .channel(Transport.socket())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT_TIMEOUT.toMillis())
                .resolver(names)
                .handler(dial)
                .connect(address)
                .addListener((ChannelFuture connected) -> dial.onConnected(connected));
    }

    private static InetSocketAddress address(String endpoint) {
        int colon = endpoint.lastIndexOf(':');
        String host = endpoint.substring(0, colon).replaceAll("[\\[\\]]", "");
        return InetSocketAddress.createUnresolved(host, Integer.parseInt(endpoint.substring(colon + 1)));
    }

    /** One dial: ends in a session, or in one word of why there is none. Confined to the channel's event loop. */
    private final class Dial extends ChannelInitializer<Channel> {
        private final RelayId partner;
        private final SslContext tls;
        private final Consumer<DialTrouble> onFailure;
        private boolean adopted;
        private String trouble = "it closed the connection before the TLS handshake was done";

        Dial(RelayId partner, SslContext tls, Consumer<DialTrouble> onFailure) {
            this.partner = partner;
            this.tls = tls;
            this.onFailure = onFailure;
        }

        @Override
        protected void initChannel(Channel channel) {
            unread.watch(channel);
            Transport.boundUnsent(channel);
            SslHandler handler = tls.newHandler(channel.alloc());
            channel.pipeline().addLast(handler).addLast(new HandshakeOnly());
            handler.handshakeFuture().addListener(done -> onHandshake(channel, done.cause()));
        }

        private void onHandshake(Channel channel, @Nullable Throwable failure) {
            if (failure == null) {
                channel.pipeline().remove(HandshakeOnly.class);
                adopt(channel, partner, true);
                adopted = true;
            } else {
                trouble = failure instanceof SSLException ? words(failure) : trouble;
                channel.close();
            }
        }

        void onConnected(ChannelFuture connected) {
            if (connected.isSuccess()) {
                // However the connection ends: a dial of which nobody hears again would be the last one.
                connected.channel().closeFuture().addListener(closed -> {
                    if (!adopted) {
                        onFailure.accept(DialTrouble.ofPartner(trouble));
                    }
                });
            } else {
                onFailure.accept(trouble(connected.cause()));
            }
        }
    }

    /** A partner is not to blame for a relay that has no file handle, port or thread left, or that stops. */
    static DialTrouble trouble(Throwable failure) {
        boolean partners = failure instanceof IOException && !(failure instanceof BindException);
        return partners
                ? DialTrouble.ofPartner("it cannot be reached")
                : DialTrouble.ofOurs("this relay cannot open a connection");
    }

    /** Stands where the frames will be: what goes wrong in a handshake is told by its future, and is no mistake of ours. */
    private static final class HandshakeOnly extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }

    /** A channel whose TLS handshake is done and whose peer holds the pinned key of {@code partner}. */
    public void adopt(Channel channel, RelayId partner, boolean dialledHere) {
        ChannelWire wire = new ChannelWire(channel);
        LinkSession session =
                new LinkSession(hello.get(), partner, dialledHere, wire, listeners.get(), clock.instant());
        new FrameChannel<>(FrameCodec.link(), FrameCodec.link(), new Adapter(session)).installUnthrottled(channel);
        EventLoop loop = channel.eventLoop();
        ScheduledFuture<?> ticks = loop.scheduleAtFixedRate(
                () -> session.onTick(clock.instant()), TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(closed -> {
            ticks.cancel(false);
            // A channel that closed before the frames' handler was there has told nobody.
            session.onClosed();
        });
        session.start();
    }

    private static String words(Throwable failure) {
        return UnpinnedKeyException.isCauseOf(failure)
                ? "its TLS key is not the one in its relay card: ask for a new card"
                : "the TLS handshake failed: it may not know this relay's newest card";
    }

    /** Frames of the channel to the session. */
    private final class Adapter implements FrameChannel.Listener<LinkMessage> {
        private final LinkSession session;

        Adapter(LinkSession session) {
            this.session = session;
        }

        @Override
        public void onFrame(Frame<LinkMessage> frame) {
            session.onFrame(frame, clock.instant());
        }

        @Override
        public void onViolation(FaultCode code) {
            lines.onEvent(new LineKind(session.partner(), code), clock.instant())
                    .ifPresent(left -> LOG.warn(
                            "a partner broke the protocol ({}); its link closes{}", code, LineBudget.leftOut(left)));
            session.closeWith(code);
        }

        @Override
        public void onBug(Throwable bug) {
            lines.onEvent(new LineKind(session.partner(), FaultCode.INTERNAL), clock.instant())
                    .ifPresent(left ->
                            LOG.error("a link closes because of a mistake of ours{}", LineBudget.leftOut(left), bug));
            session.onOwnMistake();
        }

        @Override
        public void onClosed() {
            session.onClosed();
        }
    }
}
