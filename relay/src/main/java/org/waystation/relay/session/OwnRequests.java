package org.waystation.relay.session;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.LinkMessage;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.SubmissionId;
import org.waystation.relay.call.CallLine;

/**
 * One client's sealed requests for this relay itself. They are carried out at once: nothing of a request is written but what
 * it asks for, and when that is done there is nothing left to keep. Whoever did not hear of it submits the same again.
 *
 * <p>Confined to the connection's event loop. Bounded for each client by {@link #WEIGHT}, and over all of them by
 * {@link SessionDesk#ownRequests}.
 */
final class OwnRequests {
    /** What a request counts among the questions that wait, since each may take a decapsulation: as many as of a partner. */
    static final int WEIGHT = 4;

    private static final int BYTES_PER_KIB = 1_024;

    private final SessionDesk desk;
    private final ClientPort port;
    private final QuestionQueue questions;
    private @Nullable CallLine line;

    OwnRequests(SessionDesk desk, ClientPort port, QuestionQueue questions) {
        this.desk = desk;
        this.port = port;
        this.questions = questions;
    }

    void carryOut(Question asked, ToRelay.Submit message) {
        Question question = asked.weighing(WEIGHT).holding(message.request().size());
        if (!questions.isAdmitted(question)) {
            questions.refuse(question, FaultCode.NOT_LOGGED_IN);
        } else if (questions.enter(question)) {
            int kib = 1 + message.request().size() / BYTES_PER_KIB;
            if (desk.ownRequests().tryAcquire(kib)) {
                accept(question, message, kib);
            } else {
                questions.leave(question);
                questions.refuse(question, FaultCode.BUSY);
            }
        }
    }

    private void accept(Question question, ToRelay.Submit message, int kib) {
        if (line == null) {
            line = desk.calls().newLine();
        }
        AtomicBoolean waits = new AtomicBoolean(true);
        line.accept(message.lane(), message.request(), result -> {
            // Told a second time if telling it tripped over a mistake of ours.
            if (waits.getAndSet(false)) {
                desk.ownRequests().release(kib);
                questions.leave(question);
                answer(question, message.submission(), result);
            }
        });
    }

    private void answer(Question question, SubmissionId submission, LinkMessage result) {
        if (result instanceof LinkMessage.Answered answered) {
            desk.metrics().onSubmitted();
            desk.metrics().onOutcome(true);
            questions.answer(question, new FromRelay.Done());
            port.push(FromRelay.OutcomeReady.reply(submission, answered.reply()));
        } else if (result instanceof LinkMessage.Temporary temporary) {
            questions.answer(question, new FromRelay.Refused(temporary.fault(), temporary.retryAfterSeconds()));
        } else if (result instanceof LinkMessage.Permanent permanent) {
            questions.answer(question, new FromRelay.Refused(permanent.fault(), 0));
        }
    }
}
