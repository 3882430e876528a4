package org.waystation.ops.siege.attack;

import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.limits.Limits;

/** Asks for mailboxes of random names, with random bytes for a signature, and calls again when the relay hangs up. */
final class AttachFlood implements Attack {
    private static final int MOST = 20;
    private static final int PER_SECOND = 500;
    private static final Entropy ENTROPY = Entropy.system();

    private final Camp camp;
    private final Callers callers;
    private final Pace attaching = new Pace(PER_SECOND);
    private final Pace connecting = new Pace(MOST);
    private long correlation = 1;

    AttachFlood(Camp camp) {
        this.camp = camp;
        this.callers = new Callers(camp, MOST);
    }

    @Override
    public void tick() {
        for (int due = connecting.due(); due > 0; due--) {
            callers.dial(caller -> {
                caller.listen(frame -> {
                    if (frame.message() instanceof FromRelay.Done) {
                        camp.score().count(Score.SUCCESS + " attaching somebody else's mailbox");
                    }
                });
                caller.hello();
            });
        }
        int due = attaching.due();
        while (due > 0) {
            int before = due;
            for (Caller each : callers.open()) {
                each.say(++correlation, attach());
                camp.score().count(Score.TRIED);
                if (--due <= 0) {
                    return;
                }
            }
            if (due == before) {
                return;
            }
        }
    }

    private static ToRelay.Attach attach() {
        return new ToRelay.Attach(
                MailboxId.of(ENTROPY.bytes(MailboxId.LENGTH_BYTES)), Bytes.wrap(ENTROPY.bytes(Limits.SIGNATURE_BYTES)));
    }
}
