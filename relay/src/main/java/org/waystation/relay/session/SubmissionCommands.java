package org.waystation.relay.session;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.waystation.federation.outbox.Outcome;
import org.waystation.federation.outbox.Submission;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.LinkMessage;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.SubmissionId;
import org.waystation.protocol.limits.Lane;
import org.waystation.relay.call.CallLine;

/**
 * What a member asks about sealed requests: to carry them on, and what has become of them. Confined to the connection's
 * event loop.
 */
final class SubmissionCommands {
    private static final int SUBMISSIONS_PER_QUESTION = 4;
    private static final int BYTES_PER_KIB = 1_024;

    /** Each may take a decapsulation: as many of one client at a time as of a partner. */
    static final int OWN_REQUEST_WEIGHT = 4;

    private final SessionDesk desk;
    private final ClientPort port;
    private final QuestionQueue questions;
    private @Nullable CallLine ownLine;

    SubmissionCommands(SessionDesk desk, ClientPort port, QuestionQueue questions) {
        this.desk = desk;
        this.port = port;
        this.questions = questions;
    }

    void submit(Question question, ToRelay.Submit message) {
        if (message.lane() == Lane.ALERT) {
            questions.refuse(question, FaultCode.LANE_REFUSED);
        } else if (!desk.acceptsWrites().getAsBoolean()) {
            questions.refuse(question, FaultCode.STORE_UNAVAILABLE);
        } else if (message.destination().equals(desk.ownCard().get().card().relay())) {
            carryOut(question, message);
        } else {
            submit(
                    question,
                    new Submission(
                            message.submission(),
                            message.destination(),
                            message.lane(),
                            Instant.ofEpochSecond(message.expiresAt()),
                            message.request()));
        }
    }

    private void submit(Question question, Submission submission) {
        questions.askAsMember(question, (tx, at) -> {
            if (!desk.watchers().hasRoom(submission.id(), port)) {
                return Optional.of(FaultCode.RATE_LIMITED);
            }
            Optional<FaultCode> refusal = desk.outbox().submit(tx, submission, at);
            if (refusal.isEmpty()) {
                // Heard from before the answer can come, so that no outcome passes unheard.
                desk.watchers().watch(submission.id(), port);
                desk.outbox()
                        .watch(tx, submission.id(), outcome -> desk.watchers().tell(submission.id(), outcome, port));
                tx.afterCommit(desk.metrics()::onSubmitted);
            }
            return refusal;
        });
    }

    /**
     * A request for this relay itself is carried out at once: nothing of it is written but what it asks for, and when that is
     * done there is nothing left to keep. Whoever did not hear of it submits the same again.
     */
    private void carryOut(Question question, ToRelay.Submit message) {
        if (!questions.isAdmitted(question)) {
            questions.refuse(question, FaultCode.NOT_LOGGED_IN);
        } else if (questions.enter(question, OWN_REQUEST_WEIGHT)) {
            int kib = 1 + message.request().size() / BYTES_PER_KIB;
            if (desk.ownRequests().tryAcquire(kib)) {
                AtomicBoolean waits = new AtomicBoolean(true);
                ownLine().accept(message.lane(), message.request(), result -> {
                    // Told a second time if telling it tripped over a mistake of ours.
                    if (waits.getAndSet(false)) {
                        desk.ownRequests().release(kib);
                        questions.leave(OWN_REQUEST_WEIGHT);
                        answer(question, message.submission(), result);
                    }
                });
            } else {
                questions.leave(OWN_REQUEST_WEIGHT);
                questions.refuse(question, FaultCode.BUSY);
            }
        }
    }

    private CallLine ownLine() {
        if (ownLine == null) {
            ownLine = desk.calls().newLine();
        }
        return ownLine;
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

    void watch(Question question, ToRelay.Watch message) {
        questions.askAsMember(question, weight(message.submissions().size()), (tx, at) -> {
            for (var submission : message.submissions()) {
                if (!desk.watchers().watch(submission, port)) {
                    return Optional.of(FaultCode.RATE_LIMITED);
                }
                boolean known = desk.outbox()
                        .watch(tx, submission, outcome -> desk.watchers().tell(submission, outcome, port));
                if (!known) {
                    tx.afterCommit(() -> desk.watchers().tell(submission, unknownSubmission(), port));
                }
            }
            return Optional.empty();
        });
    }

    private static Outcome unknownSubmission() {
        return new Outcome.Failed(FaultNumber.of(FaultCode.UNKNOWN_SUBMISSION));
    }

    void collect(Question question, ToRelay.Collect message) {
        questions.askAsMember(question, weight(message.submissions().size()), (tx, at) -> {
            message.submissions().forEach(each -> desk.outbox().collect(tx, each));
            return Optional.empty();
        });
    }

    /** What a question about many submissions counts among those that wait: its answers pile up in one turn. */
    private static int weight(int submissions) {
        return 1 + submissions / SUBMISSIONS_PER_QUESTION;
    }
}
