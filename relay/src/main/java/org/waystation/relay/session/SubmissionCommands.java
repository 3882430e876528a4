package org.waystation.relay.session;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.waystation.federation.outbox.Outcome;
import org.waystation.federation.outbox.Submission;
import org.waystation.federation.roster.Partner;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.MemberKey;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SubmissionId;
import org.waystation.protocol.limits.Lane;

/**
 * What a member asks about sealed requests: to carry them on, and what has become of them. Confined to the connection's
 * event loop.
 */
final class SubmissionCommands {
    private static final int SUBMISSIONS_PER_QUESTION = 4;

    private final SessionDesk desk;
    private final ClientPort port;
    private final QuestionQueue questions;
    private final OwnRequests ownRequests;

    SubmissionCommands(SessionDesk desk, ClientPort port, QuestionQueue questions) {
        this.desk = desk;
        this.port = port;
        this.questions = questions;
        this.ownRequests = new OwnRequests(desk, port, questions);
    }

    void submit(Question question, ToRelay.Submit message) {
        if (message.lane() == Lane.ALERT) {
            questions.refuse(question, FaultCode.LANE_REFUSED);
        } else if (!desk.acceptsWrites().getAsBoolean()) {
            questions.refuse(question, FaultCode.STORE_UNAVAILABLE);
        } else if (message.destination().equals(desk.ownCard().get().card().relay())) {
            ownRequests.carryOut(question, message);
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
        MemberKey submitter = question.asker();
        if (submitter == null) {
            questions.refuse(question, FaultCode.NOT_LOGGED_IN);
            return;
        }
        QuestionQueue.Decision decision = (tx, at) -> {
            if (!desk.watchers().hasRoom(submission.id(), port)) {
                return Optional.of(FaultCode.RATE_LIMITED);
            }
            Optional<FaultCode> refusal = desk.outbox().submit(tx, submission, submitter, at);
            if (refusal.isEmpty()) {
                // Heard from before the answer can come, so that no outcome passes unheard.
                desk.watchers().watch(submission.id(), port);
                desk.outbox()
                        .watch(tx, submission.id(), outcome -> desk.watchers().tell(submission.id(), outcome, port));
                tx.afterCommit(desk.metrics()::onSubmitted);
            }
            return refusal;
        };
        questions.askAsMember(
                question.holding(submission.request().size()),
                decision,
                new FromRelay.Done(heldBecause(submission.destination())));
    }

    private Optional<FaultNumber> heldBecause(RelayId relay) {
        return desk.roster().get().find(relay).flatMap(Partner::heldBecause).map(FaultNumber::of);
    }

    void watch(Question question, ToRelay.Watch message) {
        questions.askAsMember(about(message.submissions(), question), (tx, at) -> {
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
        questions.askAsMember(about(message.submissions(), question), (tx, at) -> {
            message.submissions().forEach(each -> desk.outbox().collect(tx, each));
            return Optional.empty();
        });
    }

    /** A question about many submissions counts as many among those that wait: its answers pile up in one turn. */
    private static Question about(List<SubmissionId> submissions, Question question) {
        return question.weighing(1 + submissions.size() / SUBMISSIONS_PER_QUESTION);
    }
}
