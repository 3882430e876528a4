package org.waystation.ops.netcheck.wire;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.FrameChannel;
import org.waystation.protocol.frame.FrameCodec;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.tls.TlsPin;
import org.waystation.protocol.tls.TlsProfile;
import org.waystation.protocol.tls.Transport;

/**
 * One connection to a relay, step by step, each waited for.
 *
 * <pre>
 * connect ──▶ shakeHands ──▶ greet
 * </pre>
 *
 * Confined to one thread, which is no event loop.
 */
final class Visit implements AutoCloseable {
    private static final long HELLO = 1;

    private final EventLoopGroup loops;
    private final InstantSource clock;
    private final Duration patience;
    private final Ear ear = new Ear();
    private @Nullable Channel channel;

    Visit(EventLoopGroup loops, InstantSource clock, Duration patience) {
        this.loops = loops;
        this.clock = clock;
        this.patience = patience;
    }

    void connect(InetSocketAddress address) throws EndOfLook, InterruptedException {
        SslContext tls = tls();
        ChannelFuture connecting = new Bootstrap()
                .group(loops)
                .channel(Transport.socket())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(patience.toMillis()))
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel fresh) {
                        SslHandler handler = tls.newHandler(fresh.alloc());
                        handler.setHandshakeTimeoutMillis(patience.toMillis());
                        fresh.pipeline().addLast(handler);
                        new FrameChannel<>(FrameCodec.fromRelay(), FrameCodec.toRelay(), ear).install(fresh);
                    }
                })
                .connect(address)
                .await();
        if (!connecting.isSuccess()) {
            throw new EndOfLook(
                    Stop.Step.CONNECTION,
                    connecting.cause() instanceof ConnectTimeoutException
                            ? "nothing answers within " + seconds()
                            : "the connection is refused");
        }
        channel = connecting.channel();
    }

    /** Any key will do: whose it is, is for the caller to find out. */
    private static SslContext tls() {
        try {
            return TlsProfile.client(pin -> true);
        } catch (SSLException e) {
            throw new IllegalStateException("TLS cannot be set up on this machine", e);
        }
    }

    /** The pin of the TLS key at the other end. */
    Bytes shakeHands() throws EndOfLook, InterruptedException {
        SslHandler handler = connected().pipeline().get(SslHandler.class);
        if (handler == null || !handler.handshakeFuture().await().isSuccess()) {
            throw new EndOfLook(
                    Stop.Step.TLS,
                    "what answers does not shake hands as a relay does (TLS 1.3"
                            + (TlsProfile.isHybrid() ? ", X25519MLKEM768)" : ")"));
        }
        if (!Limits.CLIENT_ALPN.equals(handler.applicationProtocol())) {
            throw new EndOfLook(Stop.Step.TLS, "what answers speaks TLS, but is no relay");
        }
        try {
            return TlsPin.ofPeer(handler.engine().getSession());
        } catch (SSLPeerUnverifiedException e) {
            throw new EndOfLook(Stop.Step.TLS, "what answers shows no key");
        }
    }

    Greeting greet() throws EndOfLook, InterruptedException {
        Instant asked = clock.instant();
        long started = System.nanoTime();
        connected().writeAndFlush(new Frame<>(HELLO, new ToRelay.Hello(Limits.MIN_VERSION, Limits.MAX_VERSION)));
        Ear.Heard heard = heard();
        Duration roundTrip = Duration.ofNanos(heard.atNanos() - started);
        if (heard.message() instanceof FromRelay.Refused refused) {
            throw new EndOfLook(
                    Stop.Step.GREETING, "the relay refuses: " + refused.fault().words());
        }
        if (!(heard.message() instanceof FromRelay.Welcome welcome)) {
            throw new EndOfLook(Stop.Step.GREETING, "the relay does not answer a hello as it should");
        }
        return new Greeting(
                welcome.version(), welcome.card(), Greeting.skew(welcome.time(), asked, roundTrip), roundTrip);
    }

    private Ear.Heard heard() throws EndOfLook, InterruptedException {
        try {
            return ear.first().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException silent) {
            throw new EndOfLook(Stop.Step.GREETING, "the relay does not answer a hello within " + seconds());
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof EndOfLook end) {
                throw end;
            }
            throw new IllegalStateException(failure);
        }
    }

    private String seconds() {
        return patience.toSeconds() + " s";
    }

    private Channel connected() {
        if (channel == null) {
            throw new IllegalStateException("not connected");
        }
        return channel;
    }

    @Override
    public void close() {
        if (channel != null) {
            channel.close().awaitUninterruptibly();
        }
    }
}
