package org.waystation.ops.siege.attack;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.limits.Limits;

/** A member says all but the last byte of the largest frame on one connection after the other, so that the relay holds it. */
final class HalfFrames implements Attack {
    private static final int MOST = 3_000;
    private static final int PER_SECOND = 150;

    private final Camp camp;
    private final Callers callers;
    private final Pace connecting = new Pace(PER_SECOND);

    HalfFrames(Camp camp) {
        this.camp = camp;
        this.callers = new Callers(camp, MOST);
    }

    @Override
    public void prepare() throws Exception {
        Camp.await(Camp.await(camp.member()).line().close());
    }

    @Override
    public void tick() {
        for (int due = connecting.due(); due > 0; due--) {
            callers.dial(caller -> {
                caller.listen(frame -> answer(caller, frame));
                caller.hello();
            });
        }
    }

    private void answer(Caller caller, Frame<FromRelay> frame) {
        if (frame.message() instanceof FromRelay.Welcome welcome) {
            caller.say(2, camp.login(caller.proof(camp, welcome)));
        } else if (frame.message() instanceof FromRelay.Done) {
            ByteBuf half = Unpooled.buffer(Limits.FRAME_PREFIX_BYTES + Limits.MAX_FRAME_BYTES);
            caller.say(half.writeInt(Limits.MAX_FRAME_BYTES).writeZero(Limits.MAX_FRAME_BYTES - 1));
        }
    }
}
