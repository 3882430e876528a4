package org.waystation.ops.siege.attack;

import java.util.List;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MemberKey;
import org.waystation.protocol.id.SubmissionId;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.limits.SizeClass;

/** Every question that a client may ask, from somebody who is no member. */
final class StrangersQuestions implements Attack {
    private static final int MOST = 30;
    private static final int PER_SECOND = 600;
    private static final int QUESTIONS = 7;
    private static final Entropy ENTROPY = Entropy.system();

    private final Camp camp;
    private final Callers callers;
    private final Pace asking = new Pace(PER_SECOND);
    private final Pace connecting = new Pace(MOST);
    private long asked = 1;

    StrangersQuestions(Camp camp) {
        this.camp = camp;
        this.callers = new Callers(camp, MOST);
    }

    @Override
    public void tick() {
        for (int due = connecting.due(); due > 0; due--) {
            callers.dial(caller -> {
                caller.listen(frame -> {
                    if (frame.message() instanceof FromRelay.Done || frame.message() instanceof FromRelay.CardReply) {
                        camp.score().count(Score.SUCCESS + " as a member without being one");
                    }
                });
                caller.hello();
            });
        }
        for (int due = asking.due(); due > 0; ) {
            int before = due;
            for (Caller each : callers.open()) {
                each.say(++asked, question((int) (asked % QUESTIONS)));
                camp.score().count(Score.TRIED);
                due--;
            }
            if (due == before) {
                return;
            }
        }
    }

    private ToRelay question(int kind) {
        Bytes signature = Bytes.wrap(ENTROPY.bytes(Limits.SIGNATURE_BYTES));
        SubmissionId submission = SubmissionId.of(ENTROPY.bytes(SubmissionId.LENGTH_BYTES));
        return switch (kind) {
            case 0 -> new ToRelay.Ping();
            case 1 -> new ToRelay.GetCard(camp.site().card().relay());
            case 2 -> Box.random().creation(false);
            case 3 -> new ToRelay.Watch(List.of(submission));
            case 4 -> new ToRelay.Collect(List.of(submission));
            case 5 ->
                Camp.submit(
                        camp.site().card(), Bytes.wrap(ENTROPY.bytes(SizeClass.SMALL.requestBytes())), Camp.expiry());
            default ->
                asked % 50 == 0
                        ? new ToRelay.Redeem(Bytes.wrap(ENTROPY.bytes(Limits.NONCE_BYTES)), someKey(), signature)
                        : new ToRelay.Acknowledge(Box.random().id(), asked);
        };
    }

    private static MemberKey someKey() {
        return MemberKey.of(Box.random().owner().verifyingKey().bytes());
    }
}
