package org.waystation.federation.link;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.LinkMessage;

/** A link's frames on a Netty channel. */
final class ChannelWire implements LinkSession.Wire {
    /** A peer that does not read what is still on its way to it is not waited for any longer. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    /**
     * Over a window of the largest requests and the answers to another. A partner that takes no more than that, and goes on
     * asking, does not read on purpose.
     */
    private static final long MOST_UNREAD_BYTES = 32L << 20;

    private final Channel channel;

    ChannelWire(Channel channel) {
        this.channel = channel;
    }

    @Override
    public void send(Frame<LinkMessage> frame) {
        if (channel.bytesBeforeWritable() > MOST_UNREAD_BYTES) {
            channel.close();
        } else {
            channel.writeAndFlush(frame, channel.voidPromise());
        }
    }

    @Override
    public void close() {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        var deadline =
                channel.eventLoop().schedule(() -> channel.close(), LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(closed -> deadline.cancel(false));
    }

    @Override
    public void execute(Runnable action) {
        channel.eventLoop().execute(action);
    }
}
