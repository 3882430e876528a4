package org.waystation.relay;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.FrameChannel;
import org.waystation.protocol.frame.FrameCodec;
import org.waystation.protocol.frame.LinkMessage;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.tls.TlsProfile;
import org.waystation.protocol.tls.Transport;
import org.waystation.relay.home.RelayHome;

/** Links to a relay as one of its partners, and speaks the link's protocol one frame at a time. */
final class RawLink implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final BlockingQueue<Frame<LinkMessage>> frames = new ArrayBlockingQueue<>(1_000);
    private final EventLoopGroup loops = Transport.eventLoops("raw-link", 1);
    private final Channel channel;

    private RawLink(RelayHome partner, RelayServer relay) throws Exception {
        SslContext tls = TlsProfile.link(partner.tlsKey(), relay.card().card()::names);
        channel = new Bootstrap()
                .group(loops)
                .channel(Transport.socket())
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel fresh) {
                        fresh.pipeline().addLast(tls.newHandler(fresh.alloc()));
                        new FrameChannel<>(FrameCodec.link(), FrameCodec.link(), new Inbox()).installUnthrottled(fresh);
                    }
                })
                .connect(relay.address())
                .sync()
                .channel();
        channel.pipeline().get(SslHandler.class).handshakeFuture().sync();
    }

    /** A link on which both have said hello. */
    static RawLink open(RelayHome partner, RelayServer relay) throws Exception {
        RawLink link = new RawLink(partner, relay);
        link.send(
                0,
                new LinkMessage.Hello(
                        Limits.MIN_VERSION,
                        Limits.MAX_VERSION,
                        partner.relay(),
                        Bytes.wrap(Entropy.system().bytes(LinkMessage.Hello.INSTANCE_BYTES)),
                        LinkDesk.WINDOW,
                        Instant.now().getEpochSecond(),
                        1));
        Assertions.assertInstanceOf(LinkMessage.Hello.class, link.next().message());
        return link;
    }

    void send(long correlation, LinkMessage message) {
        channel.writeAndFlush(new Frame<>(correlation, message));
    }

    Frame<LinkMessage> next() throws Exception {
        Frame<LinkMessage> frame = frames.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        Assertions.assertNotNull(frame, "nothing came");
        return frame;
    }

    boolean awaitClosed() throws Exception {
        return channel.closeFuture().await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private final class Inbox implements FrameChannel.Listener<LinkMessage> {
        @Override
        public void onFrame(Frame<LinkMessage> frame) {
            frames.add(frame);
        }

        @Override
        public void onViolation(FaultCode code) {
            throw new AssertionError("the relay broke the protocol: " + code);
        }

        @Override
        public void onBug(Throwable bug) {
            throw new AssertionError(bug);
        }

        @Override
        public void onClosed() {}
    }
}
