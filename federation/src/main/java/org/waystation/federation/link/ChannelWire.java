package org.waystation.federation.link;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.LinkMessage;

/** A link's frames on a Netty channel. */
final class ChannelWire implements LinkSession.Wire {
    private final Channel channel;

    ChannelWire(Channel channel) {
        this.channel = channel;
    }

    @Override
    public void send(Frame<LinkMessage> frame) {
        channel.writeAndFlush(frame, channel.voidPromise());
    }

    @Override
    public void close() {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void execute(Runnable action) {
        channel.eventLoop().execute(action);
    }
}
