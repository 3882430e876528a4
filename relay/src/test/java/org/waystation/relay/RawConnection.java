package org.waystation.relay;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.io.EOFException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.FrameChannel;
import org.waystation.protocol.frame.FrameCodec;
import org.waystation.protocol.tls.Transport;

/**
 * A connection to a relay over TLS, and the frames that came on it and were not taken yet.
 *
 * @param <I> messages of the relay
 * @param <O> messages to the relay
 */
final class RawConnection<I, O> implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration GLANCE = Duration.ofMillis(250);

    private final FrameCodec<I> inbound;
    private final FrameCodec<O> outbound;
    /** Frames as they came; one that is empty says that no more will. */
    private final BlockingQueue<Optional<Frame<I>>> frames = new ArrayBlockingQueue<>(10_000);

    private final EventLoopGroup loops = Transport.eventLoops("raw", 1);
    private final Channel channel;

    /** @throws Exception if nobody listens there, or TLS did not come about */
    RawConnection(SslContext tls, InetSocketAddress address, FrameCodec<I> inbound, FrameCodec<O> outbound)
            throws Exception {
        this.inbound = inbound;
        this.outbound = outbound;
        try {
            channel = open(tls, address);
        } catch (Exception failure) {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw failure;
        }
    }

    private Channel open(SslContext tls, InetSocketAddress address) throws Exception {
        Channel opened = new Bootstrap()
                .group(loops)
                .channel(Transport.socket())
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel fresh) {
                        fresh.pipeline().addLast(tls.newHandler(fresh.alloc()));
                        new FrameChannel<>(inbound, outbound, new Inbox()).installUnthrottled(fresh);
                    }
                })
                .connect(address)
                .sync()
                .channel();
        SslHandler handler = opened.pipeline().get(SslHandler.class);
        if (handler == null) {
            // A channel that is closed has no handlers any more.
            throw new EOFException("the relay hung up");
        }
        handler.handshakeFuture().sync();
        return opened;
    }

    Channel channel() {
        return channel;
    }

    void send(long correlation, O message) {
        channel.writeAndFlush(new Frame<>(correlation, message));
    }

    /**
     * The next frame, for which this waits long.
     *
     * @throws EOFException if none will come, because the connection is closed
     */
    Frame<I> next() throws Exception {
        Optional<Frame<I>> frame = Optional.empty();
        for (long waited = 0; frame.isEmpty() && waited < PATIENCE.toMillis(); waited += GLANCE.toMillis()) {
            frame = poll(GLANCE);
        }
        Assertions.assertTrue(frame.isPresent(), "nothing came");
        return frame.get();
    }

    /**
     * The next frame, if one comes soon.
     *
     * @throws EOFException if none will, because the connection is closed
     */
    Optional<Frame<I>> poll(Duration patience) throws Exception {
        Optional<Frame<I>> frame = frames.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (frame == null) {
            return Optional.empty();
        }
        if (frame.isEmpty()) {
            frames.add(frame);
            throw new EOFException("the relay hung up");
        }
        return frame;
    }

    boolean hasNothingWaiting() {
        return frames.stream().noneMatch(Optional::isPresent);
    }

    boolean awaitClosed() throws Exception {
        return channel.closeFuture().await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private final class Inbox implements FrameChannel.Listener<I> {
        @Override
        public void onFrame(Frame<I> frame) {
            frames.add(Optional.of(frame));
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
        public void onClosed() {
            frames.add(Optional.empty());
        }
    }
}
