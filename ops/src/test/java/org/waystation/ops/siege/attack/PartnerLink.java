package org.waystation.ops.siege.attack;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.FrameChannel;
import org.waystation.protocol.frame.FrameCodec;
import org.waystation.protocol.frame.LinkMessage;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.tls.Transport;

/** A link that a hostile partner has dialled; its key is the one of its card, and nothing else need be as it should. */
final class PartnerLink implements FrameChannel.Listener<LinkMessage> {
    private final Channel channel;
    private final Score score;
    private final Consumer<Frame<LinkMessage>> ear;

    private PartnerLink(Channel channel, Score score, Consumer<Frame<LinkMessage>> ear) {
        this.channel = channel;
        this.score = score;
        this.ear = ear;
        new FrameChannel<>(FrameCodec.link(), FrameCodec.link(), this).installUnthrottled(channel);
    }

    /** @param ear hears what the relay says, on the link's event loop */
    static CompletableFuture<PartnerLink> dial(Camp camp, SslContext tls, Consumer<Frame<LinkMessage>> ear) {
        CompletableFuture<PartnerLink> connected = new CompletableFuture<>();
        new Bootstrap()
                .group(camp.generator().loops())
                .channel(Transport.socket())
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        SslHandler handler = tls.newHandler(channel.alloc());
                        channel.pipeline().addLast(handler);
                        PartnerLink link = new PartnerLink(channel, camp.score(), ear);
                        handler.handshakeFuture().addListener(done -> {
                            if (done.isSuccess()) {
                                connected.complete(link);
                            } else {
                                connected.completeExceptionally(done.cause());
                            }
                        });
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

    /** @param window requests that it says it takes at a time */
    void hello(RelayId as, int window) {
        say(
                0,
                new LinkMessage.Hello(
                        Limits.MIN_VERSION,
                        Limits.MAX_VERSION,
                        as,
                        Bytes.wrap(Entropy.system().bytes(LinkMessage.Hello.INSTANCE_BYTES)),
                        window,
                        Instant.now().getEpochSecond(),
                        1));
    }

    void say(long correlation, LinkMessage message) {
        channel.writeAndFlush(new Frame<>(correlation, message), channel.voidPromise());
    }

    void turnDeaf() {
        channel.config().setAutoRead(false);
    }

    boolean isOpen() {
        return channel.isActive();
    }

    void close() {
        channel.close();
    }

    @Override
    public void onFrame(Frame<LinkMessage> frame) {
        score.count(words(frame.message()));
        if (frame.message() instanceof LinkMessage.Ping) {
            say(frame.correlation(), new LinkMessage.Pong());
        }
        ear.accept(frame);
    }

    private static String words(LinkMessage message) {
        if (message instanceof LinkMessage.Closing closing) {
            return "link closed: " + closing.fault().words();
        }
        if (message instanceof LinkMessage.Temporary temporary) {
            return "temporary: " + temporary.fault().words();
        }
        if (message instanceof LinkMessage.Permanent permanent) {
            return "permanent: " + permanent.fault().words();
        }
        return "link " + message.getClass().getSimpleName();
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
        score.count("link over");
    }
}
