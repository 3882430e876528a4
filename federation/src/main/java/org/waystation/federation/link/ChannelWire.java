package org.waystation.federation.link;

import io.netty.channel.Channel;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.FrameChannel;
import org.waystation.protocol.frame.LinkMessage;

/** A link's frames on a Netty channel. */
final class ChannelWire implements LinkSession.Wire {
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
        FrameChannel.closeAfterLastWords(channel);
    }

    @Override
    public void execute(Runnable action) {
        channel.eventLoop().execute(action);
    }
}
