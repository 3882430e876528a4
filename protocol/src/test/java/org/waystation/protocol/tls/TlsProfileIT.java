package org.waystation.protocol.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.id.Bytes;

/** Handshakes over sockets of this machine. */
class TlsProfileIT {
    private static final long PATIENCE_SECONDS = 30;
    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
    private static final TlsKey RELAY = TlsKey.generate(new SecureRandom(), NOW);
    private static final TlsKey PARTNER = TlsKey.generate(new SecureRandom(), NOW);
    private static final TlsKey STRANGER = TlsKey.generate(new SecureRandom(), NOW);

    private final EventLoopGroup loops = Transport.eventLoops("test", 1);

    /** The listener's end of each connection: its session or why there is none. */
    private final BlockingQueue<Accepted> accepted = new LinkedBlockingQueue<>();

    record Accepted(
            SSLSession session,
            @Nullable String alpn,
            @Nullable Throwable failure) {}

    @AfterEach
    void stop() throws InterruptedException {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).await();
    }

    @Test
    void clientAcceptsTheRelayWhoseKeyIsPinned() throws Exception {
        // When
        SslHandler client = dial(TlsProfile.client(RELAY.pin()::equals));
        Accepted server = theirs();
        // Then
        assertEquals("TLSv1.3", client.engine().getSession().getProtocol());
        assertEquals("waystation/1", client.applicationProtocol());
        assertEquals("waystation/1", server.alpn());
        assertEquals(RELAY.pin(), TlsPin.ofPeer(client.engine().getSession()));
        assertThrows(SSLPeerUnverifiedException.class, () -> TlsPin.ofPeer(server.session()));
    }

    @Test
    void clientRefusesARelayWithAnotherKey() throws Exception {
        // When
        Throwable failure = failure(TlsProfile.client(STRANGER.pin()::equals));
        // Then
        assertTrue(UnpinnedKeyException.isCauseOf(failure), failure.toString());
        assertNotNull(theirs().failure());
    }

    @Test
    void linkIsPinnedAtBothEnds() throws Exception {
        // When
        SslHandler link = dial(TlsProfile.link(PARTNER, RELAY.pin()::equals));
        Accepted server = theirs();
        // Then
        assertEquals("waystation-fed/1", link.applicationProtocol());
        assertEquals("waystation-fed/1", server.alpn());
        assertEquals(RELAY.pin(), TlsPin.ofPeer(link.engine().getSession()));
        assertEquals(PARTNER.pin(), TlsPin.ofPeer(server.session()));
    }

    @Test
    void listenerRefusesALinkWithAKeyThatNoPartnerHas() throws Exception {
        // When: in TLS 1.3 the dialling end may think that it is connected before it hears of this
        connect(TlsProfile.link(STRANGER, RELAY.pin()::equals));
        Throwable failure = Objects.requireNonNull(theirs().failure());
        // Then
        assertTrue(UnpinnedKeyException.isCauseOf(failure), failure.toString());
    }

    @Test
    void tlsOfVersion12IsRefused() throws Exception {
        // Given
        SslContext old = jdkClient().protocols("TLSv1.2").build();
        // Then
        assertThrows(ExecutionException.class, () -> dial(old));
        assertNotNull(theirs().failure());
    }

    @Test
    void classicalKeyAgreementAloneIsRefused() throws Exception {
        // Given: the JDK's TLS of these Java versions knows no hybrid group
        assumeTrue(TlsProfile.isHybrid());
        SslContext classical = jdkClient().protocols("TLSv1.3").build();
        // Then
        assertThrows(ExecutionException.class, () -> dial(classical));
        assertNotNull(theirs().failure());
    }

    @Test
    void reasonIsFoundUnderOtherReasons() {
        assertTrue(UnpinnedKeyException.isCauseOf(new IllegalStateException(new UnpinnedKeyException())));
        assertFalse(UnpinnedKeyException.isCauseOf(new IllegalStateException("something else")));
    }

    private static SslContextBuilder jdkClient() {
        return SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .endpointIdentificationAlgorithm(null)
                .trustManager(new PinTrust((Bytes pin) -> true))
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        Protocol.ALPN,
                        SelectorFailureBehavior.NO_ADVERTISE,
                        SelectedListenerFailureBehavior.ACCEPT,
                        "waystation/1"));
    }

    private Throwable failure(SslContext context) {
        return Objects.requireNonNull(
                assertThrows(ExecutionException.class, () -> dial(context)).getCause());
    }

    /** Connects and waits for the end of the handshake. */
    private SslHandler dial(SslContext context) throws Exception {
        SslHandler handler = connect(context);
        handler.handshakeFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return handler;
    }

    private SslHandler connect(SslContext context) throws Exception {
        InetSocketAddress address = (InetSocketAddress) listen().localAddress();
        // Kept here: a handshake that has failed already takes its handler out of the pipeline.
        AtomicReference<SslHandler> handler = new AtomicReference<>();
        new Bootstrap()
                .group(loops)
                .channel(Transport.socket())
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel dialling) {
                        handler.set(context.newHandler(dialling.alloc()));
                        dialling.pipeline().addLast(handler.get(), new Quiet());
                    }
                })
                .connect(address)
                .sync();
        return Objects.requireNonNull(handler.get());
    }

    private Channel listen() throws Exception {
        SslContext context = TlsProfile.server(RELAY, PARTNER.pin()::equals);
        return new ServerBootstrap()
                .group(loops)
                .channel(Transport.serverSocket())
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel incoming) {
                        SslHandler handler = context.newHandler(incoming.alloc());
                        handler.handshakeFuture()
                                .addListener(done -> accepted.add(new Accepted(
                                        handler.engine().getSession(), handler.applicationProtocol(), done.cause())));
                        incoming.pipeline().addLast(handler, new Quiet());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
    }

    /** A failed handshake is told by its future. */
    private static final class Quiet extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }

    private Accepted theirs() throws InterruptedException {
        Accepted end = accepted.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return Objects.requireNonNull(end, "the listener saw no handshake");
    }
}
