package org.waystation.ops.siege.attack;

import io.netty.buffer.Unpooled;
import org.waystation.protocol.limits.Limits;

/** Lengths that are not allowed, and as much behind them as the relay reads. */
final class OversizedFrames implements Attack {
    private static final int MOST = 200;
    private static final int PER_SECOND = 100;
    private static final int[] LENGTHS = {Limits.MAX_FRAME_BYTES + 1, Integer.MAX_VALUE, 0, -1};

    private final Callers callers;
    private final Pace connecting = new Pace(PER_SECOND);
    private int turn;

    OversizedFrames(Camp camp) {
        this.callers = new Callers(camp, MOST);
    }

    @Override
    public void tick() {
        for (int due = connecting.due(); due > 0; due--) {
            int length = LENGTHS[turn++ % LENGTHS.length];
            callers.dial(caller -> {
                caller.hello();
                caller.say(Unpooled.wrappedBuffer(
                        Unpooled.copyInt(length), Unpooled.wrappedBuffer(new byte[Limits.MAX_FRAME_BYTES + 1])));
            });
        }
    }
}
