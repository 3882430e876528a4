package org.waystation.ops.siege.attack;

import io.netty.buffer.Unpooled;
import java.util.SplittableRandom;

/** Random bytes where frames should be; half of them behind a length that would do. */
final class Garbage implements Attack {
    private static final int MOST = 200;
    private static final int PER_SECOND = 100;
    private static final int BYTES = 1_000;

    private final Callers callers;
    private final Pace connecting = new Pace(PER_SECOND);
    private final SplittableRandom random = new SplittableRandom(1);

    Garbage(Camp camp) {
        this.callers = new Callers(camp, MOST);
    }

    @Override
    public void tick() {
        for (int due = connecting.due(); due > 0; due--) {
            byte[] bytes = new byte[BYTES];
            random.nextBytes(bytes);
            if (random.nextBoolean()) {
                bytes[0] = 0;
                bytes[1] = 0;
                bytes[2] = 0;
            }
            callers.dial(caller -> caller.say(Unpooled.wrappedBuffer(bytes)));
        }
    }
}
