package org.waystation.ops.siege.attack;

import io.netty.buffer.Unpooled;

/** After TLS a frame that never comes to an end: the next byte of it every two seconds. */
final class SlowFrames implements Attack {
    private static final int MOST = 300;
    private static final int PER_SECOND = 100;
    private static final double BYTES_PER_SECOND = 0.5;

    private final Callers callers;
    private final Pace connecting = new Pace(PER_SECOND);
    private final Pace speaking = new Pace(BYTES_PER_SECOND);
    private int connected;

    SlowFrames(Camp camp) {
        this.callers = new Callers(camp, MOST);
    }

    @Override
    public void tick() {
        for (int due = connecting.due(); due > 0 && connected < MOST; due--) {
            connected++;
            callers.dial(caller -> caller.say(Unpooled.wrappedBuffer(new byte[] {0})));
        }
        if (speaking.due() > 0) {
            callers.open().forEach(caller -> caller.say(Unpooled.wrappedBuffer(new byte[] {1})));
        }
    }
}
