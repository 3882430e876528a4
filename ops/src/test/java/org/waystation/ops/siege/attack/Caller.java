package org.waystation.ops.siege.attack;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.ChannelProof;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.FrameChannel;
import org.waystation.protocol.frame.FrameCodec;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.tls.TlsPin;
import org.waystation.protocol.tls.Transport;

/**
 * A connection of somebody who has finished the TLS handshake and keeps to nothing else. Counts what the relay answers. Any
 * thread may say something.
 */
final class Caller implements FrameChannel.Listener<FromRelay> {
    private static final int RECEIVE_BUFFER_BYTES = 1 << 14;

    private final Channel channel;
    private final Score score;
    private volatile String lastBytes = "";
    private volatile Consumer<Frame<FromRelay>> ear = frame -> {};

    private Caller(Channel channel, Score score) {
        this.channel = channel;
        this.score = score;
        new FrameChannel<>(FrameCodec.fromRelay(), FrameCodec.toRelay(), this).installUnthrottled(channel);
    }

    static CompletableFuture<Caller> dial(Camp camp, SslContext tls) {
        CompletableFuture<Caller> connected = new CompletableFuture<>();
        new Bootstrap()
                .group(camp.generator().loops())
                .channel(Transport.socket())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                // What is not read shall wait with the relay, not in the attackers' own system.
                .option(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER_BYTES)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        SslHandler handler = tls.newHandler(channel.alloc());
                        channel.pipeline().addLast(handler);
                        Caller caller = new Caller(channel, camp.score());
                        handler.handshakeFuture().addListener(done -> finish(caller, done.cause()));
                        // Netty tells a closed channel to a handshake that is under way; one that never began hears
                        // nothing.
                        channel.closeFuture().addListener(any -> finish(caller, new IllegalStateException("closed")));
                    }

                    private void finish(Caller caller, @Nullable Throwable failure) {
                        if (failure == null) {
                            connected.complete(caller);
                        } else {
                            connected.completeExceptionally(failure);
                        }
                    }
                })
                .connect(camp.address())
                .addListener(done -> {
                    if (!done.isSuccess()) {
                        connected.completeExceptionally(done.cause());
                    }
                });
        return connected;
    }

    /** What signatures on this connection bind to. */
    ChannelProof proof(Camp camp, FromRelay.Welcome welcome) {
        try {
            Bytes pin = TlsPin.ofPeer(
                    channel.pipeline().get(SslHandler.class).engine().getSession());
            return new ChannelProof(camp.site().card().relay(), pin, welcome.nonce());
        } catch (SSLPeerUnverifiedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    void hello() {
        say(1, new ToRelay.Hello(Limits.MIN_VERSION, Limits.MAX_VERSION));
    }

    void say(long correlation, ToRelay message) {
        channel.writeAndFlush(new Frame<>(correlation, message), channel.voidPromise());
    }

    /** Bytes that need be no frame. */
    void say(ByteBuf bytes) {
        channel.writeAndFlush(bytes, channel.voidPromise());
    }

    void listen(Consumer<Frame<FromRelay>> next) {
        ear = next;
    }

    /** Remembers from now on how the relay's last words looked, before anything is made of them. */
    void measure() {
        String tls = channel.pipeline().context(SslHandler.class).name();
        channel.pipeline().addAfter(tls, "scales", new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                lastBytes = ByteBufUtil.hexDump((ByteBuf) message);
                context.fireChannelRead(message);
            }
        });
    }

    /** In hexadecimal digits. */
    String lastBytes() {
        return lastBytes;
    }

    /** Reads nothing more. */
    void turnDeaf() {
        channel.config().setAutoRead(false);
    }

    /** Ends its own half of the connection, without the farewell that TLS has for that. */
    void hangUpHalf() {
        ((DuplexChannel) channel).shutdownOutput();
    }

    boolean isOpen() {
        return channel.isActive();
    }

    Channel channel() {
        return channel;
    }

    void close() {
        channel.close();
    }

    @Override
    public void onFrame(Frame<FromRelay> frame) {
        score.count(words(frame.message()));
        ear.accept(frame);
    }

    static String words(FromRelay message) {
        return message instanceof FromRelay.Refused refused
                ? "answer " + name(refused.fault().number())
                : "answer " + message.getClass().getSimpleName();
    }

    private static String name(int fault) {
        for (FaultCode each : FaultCode.values()) {
            if (each.number() == fault) {
                return each.name().toLowerCase(Locale.ROOT);
            }
        }
        return "fault " + fault;
    }

    @Override
    public void onViolation(FaultCode code) {
        score.count("the relay broke the protocol");
    }

    @Override
    public void onBug(Throwable bug) {
        score.count("the attacker has a bug: " + bug);
    }

    @Override
    public void onClosed() {
        score.count("closed by the relay");
    }
}
