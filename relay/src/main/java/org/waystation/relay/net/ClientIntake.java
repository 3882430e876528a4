package org.waystation.relay.net;

import io.netty.channel.Channel;
import io.netty.util.concurrent.Promise;
import org.jspecify.annotations.Nullable;
import org.waystation.protocol.frame.Intake;
import org.waystation.protocol.limits.Limits;

/**
 * How much one client may have the relay hold of frames that have not come whole: little before it has proved to be somebody, and
 * then a large frame, for as long as not too many others are at theirs.
 *
 * <p>Confined to the channel's event loop, but for {@link #proved}.
 */
final class ClientIntake implements Intake {
    /** Well over what a client says to prove who it is. */
    static final int MOST_OF_STRANGERS_BYTES = 1_024;

    private final Channel channel;
    private final Unproven halves;
    private volatile boolean proved;
    private @Nullable Promise<Channel> half;

    /** @param halves connections with a large frame that has come in half */
    ClientIntake(Channel channel, Unproven halves) {
        this.channel = channel;
        this.halves = halves;
        channel.closeFuture().addListener(gone -> onWhole());
    }

    /** The client has proved to be somebody. Any thread. */
    void proved() {
        proved = true;
    }

    @Override
    public int mostBytes() {
        return proved ? Limits.MAX_FRAME_BYTES : MOST_OF_STRANGERS_BYTES;
    }

    @Override
    public void onHalf() {
        half = channel.eventLoop().newPromise();
        halves.begin(channel, half);
    }

    @Override
    public void onWhole() {
        if (half != null) {
            half.trySuccess(channel);
            half = null;
        }
    }
}
