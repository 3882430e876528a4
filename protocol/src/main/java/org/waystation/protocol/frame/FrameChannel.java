package org.waystation.protocol.frame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.handler.timeout.TimeoutException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.fault.ProtocolViolation;

/**
 * The last handler of a connection: bytes to frames and frames to bytes. The one place where a peer's violation and our own
 * bug are told apart and caught; either costs this connection only.
 *
 * <p>Calls its listener on the channel's event loop.
 *
 * @param <I> messages that come in
 * @param <O> messages that go out
 */
public final class FrameChannel<I, O> extends ChannelDuplexHandler {
    private static final int FLUSHES_CONSOLIDATED = 256;
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final FrameCodec<I> inbound;
    private final FrameCodec<O> outbound;
    private final Listener<I> listener;
    private boolean throttling = true;
    private boolean deaf;

    /** What happens on the connection. */
    public interface Listener<I> {
        void onFrame(Frame<I> frame);

        /** The peer broke the protocol; the connection closes after whatever this sends. */
        void onViolation(FaultCode code);

        /** We made a mistake; the connection closes. To be logged with its stack. */
        void onBug(Throwable bug);

        /** Called once. */
        void onClosed();
    }

    public FrameChannel(FrameCodec<I> inbound, FrameCodec<O> outbound, Listener<I> listener) {
        this.inbound = inbound;
        this.outbound = outbound;
        this.listener = listener;
    }

    /**
     * As {@link #install(Channel)}, but goes on reading whatever the peer does. For where what is sent is bounded in another way:
     * two ends that both waited to be read before they read would wait for ever.
     */
    public void installUnthrottled(Channel channel) {
        throttling = false;
        install(channel);
    }

    /**
     * Adds what turns a stream of bytes into calls of the listener, at the end of the channel's pipeline. While the peer
     * does not read what is sent to it, nothing is read from it, so that answers cannot pile up. One end of a connection
     * may do so, not both.
     */
    public void install(Channel channel) {
        install(channel, Intake.ANY);
    }

    /** As {@link #install(Channel)}, with a say in how much the peer may send. */
    public void install(Channel channel, Intake intake) {
        channel.pipeline()
                .addLast(new FlushConsolidationHandler(FLUSHES_CONSOLIDATED, true))
                .addLast(new FrameSplitter(intake))
                .addLast(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf body = (ByteBuf) message;
        try {
            // What is still in the buffers of a connection that is ending is not looked at any more.
            if (!deaf) {
                listener.onFrame(inbound.decode(body));
            }
        } catch (ProtocolViolation violation) {
            violated(context, violation.code());
        } finally {
            body.release();
        }
    }

    @Override
    @SuppressWarnings("unchecked") // Nothing but frames of this direction is ever written to the channel.
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof Frame<?> frame) {
            encode(context, (Frame<O>) frame, promise);
        } else {
            context.write(message, promise);
        }
    }

    /** Netty would tell a failure to the promise only, and hardly anybody looks at those. */
    private void encode(ChannelHandlerContext context, Frame<O> frame, ChannelPromise promise) {
        ByteBuf encoded;
        try {
            encoded = outbound.encode(frame, context.alloc());
        } catch (RuntimeException bug) {
            // A void promise would tell the pipeline, and so this handler, once more.
            if (!promise.isVoid()) {
                promise.tryFailure(bug);
            }
            failed(context, bug);
            return;
        }
        context.write(encoded, promise);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (throttling) {
            context.channel().config().setAutoRead(context.channel().isWritable() && !deaf);
        }
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        listener.onClosed();
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // Netty wraps what a decoder throws, TLS included; what TLS finds wrong is the peer's or the network's doing.
        Throwable origin = cause instanceof DecoderException && cause.getCause() != null ? cause.getCause() : cause;
        if (cause instanceof TooLongFrameException) {
            violated(context, FaultCode.OVERSIZED);
        } else if (origin instanceof IOException || origin instanceof TimeoutException) {
            deaf = true;
            context.close();
        } else {
            failed(context, origin);
        }
    }

    private void failed(ChannelHandlerContext context, Throwable bug) {
        deaf = true;
        listener.onBug(bug);
        context.close();
    }

    private void violated(ChannelHandlerContext context, FaultCode code) {
        if (deaf) {
            return;
        }
        deaf = true;
        context.channel().config().setAutoRead(false);
        listener.onViolation(code);
        closeAfterLastWords(context.channel());
    }

    /** Closes once what was written before is out, or soon, if the peer does not take it. Any thread. */
    public static void closeAfterLastWords(Channel channel) {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        var deadline =
                channel.eventLoop().schedule(() -> channel.close(), LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(closed -> deadline.cancel(false));
    }
}
