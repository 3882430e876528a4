package org.waystation.federation.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.limits.Lane;
import org.waystation.protocol.limits.Limits;

/** What the outbox takes, and what it refuses. */
class OutboxSubmitTest {
    private static final Outcome EXPIRED = new Outcome.Failed(FaultNumber.of(FaultCode.EXPIRED));

    private final OutboxRig rig = new OutboxRig();

    @Test
    void repeatOfAWaitingSubmissionIsASuccessAndWaitsOnce() {
        // Given
        Submission submission = rig.submit(Lane.MESSAGE);

        // When
        Optional<FaultCode> refusal = rig.trySubmit(submission);

        // Then
        assertEquals(Optional.empty(), refusal);
        assertEquals(1, rig.status().requests());
    }

    @Test
    void repeatWithinOneTransactionWaitsOnce() {
        // Given
        Submission submission = rig.make(Lane.MESSAGE, Duration.ofHours(1));

        // When
        rig.turn(
                tx -> rig.outbox().submit(tx, submission, OutboxRig.MEMBER, rig.now()),
                tx -> rig.outbox().submit(tx, submission, OutboxRig.MEMBER, rig.now()));

        // Then
        assertEquals(1, rig.status().requests());
        assertEquals(
                List.of(submission.request()),
                rig.carrierUp(OutboxRig.PARTNER, 8).requests());
    }

    @Test
    void repeatOfAnAnsweredSubmissionIsASuccessAndIsNotSentAgain() {
        // Given
        FakeCarrier carrier = rig.carrierUp(OutboxRig.PARTNER, 8);
        Submission submission = rig.submit(Lane.MESSAGE);
        rig.answer(carrier, submission);

        // When
        Optional<FaultCode> refusal = rig.trySubmit(submission);

        // Then
        assertEquals(Optional.empty(), refusal);
        assertEquals(1, carrier.sent().size());
    }

    @Test
    void submissionForARelayThatIsNoPartnerIsRefused() {
        // Given
        Submission any = rig.make(Lane.MESSAGE, Duration.ofHours(1));
        Submission stray = new Submission(any.id(), OutboxRig.STRANGER, any.lane(), any.expiresAt(), any.request());

        // When
        Optional<FaultCode> refusal = rig.trySubmit(stray);

        // Then
        assertEquals(Optional.of(FaultCode.UNKNOWN_RELAY), refusal);
        assertFalse(rig.watch(stray).known());
    }

    @Test
    void submissionThatHasExpiredIsRefused() {
        // Given
        Submission late = rig.make(Lane.MESSAGE, Duration.ZERO);

        // When
        Optional<FaultCode> refusal = rig.trySubmit(late);

        // Then
        assertEquals(Optional.of(FaultCode.EXPIRED), refusal);
    }

    @Test
    void queueIsFullByCountAndTakesAgainOnceOneIsAnswered() {
        // Given
        OutboxRig small = new OutboxRig(new OutboxLimits(2, 1_000, Duration.ofDays(2), Duration.ofDays(1)));
        Submission first = small.submit(Lane.MESSAGE);
        small.submit(Lane.MESSAGE);
        Submission third = small.make(Lane.MESSAGE, Duration.ofHours(1));

        // When
        Optional<FaultCode> refusal = small.trySubmit(third);
        small.answer(small.carrierUp(OutboxRig.PARTNER, 8), first);

        // Then
        assertEquals(Optional.of(FaultCode.OUTBOX_FULL), refusal);
        assertEquals(Optional.empty(), small.trySubmit(third));
    }

    @Test
    void queueIsFullByBytes() {
        // Given
        OutboxRig small = new OutboxRig(new OutboxLimits(100, 25, Duration.ofDays(2), Duration.ofDays(1)));
        small.submit(Lane.MESSAGE, 2);

        // When
        Optional<FaultCode> refusal = small.trySubmit(small.make(Lane.MESSAGE, Duration.ofHours(1)));

        // Then
        assertEquals(Optional.of(FaultCode.OUTBOX_FULL), refusal);
        assertEquals(20, small.status().bytes());
    }

    @Test
    void fullQueueOfOnePartnerDoesNotKeepOutWhatIsForAnother() {
        // Given
        OutboxRig small = new OutboxRig(new OutboxLimits(1, 1_000, Duration.ofDays(2), Duration.ofDays(1)));
        small.submit(Lane.MESSAGE);
        Submission any = small.make(Lane.MESSAGE, Duration.ofHours(1));
        Submission elsewhere = new Submission(any.id(), OutboxRig.OTHER, any.lane(), any.expiresAt(), any.request());

        // When
        Optional<FaultCode> refusal = small.trySubmit(elsewhere);

        // Then
        assertEquals(Optional.empty(), refusal);
    }

    @Test
    void lifetimeIsCutToTheLongestAllowed() {
        // Given
        Submission submission = rig.submit(Lane.MESSAGE, Duration.ofDays(300));
        rig.pass(OutboxRig.LIMITS.maxLifetime().plus(Limits.COARSE_TIME).minusSeconds(1));
        rig.tick();
        List<Outcome> before = List.copyOf(rig.outcomes(submission));

        // When
        rig.pass(Limits.COARSE_TIME.plusSeconds(1));
        rig.tick();

        // Then
        assertEquals(List.of(), before);
        assertEquals(List.of(EXPIRED), rig.outcomes(submission));
    }

    @Test
    void expiryEndsAWaitingSubmissionAndGivesItsRoomBack() {
        // Given
        Submission submission = rig.submit(Lane.MESSAGE, Duration.ofHours(1));

        // When
        rig.pass(Duration.ofHours(1).plus(Limits.COARSE_TIME));
        rig.tick();

        // Then
        assertEquals(List.of(EXPIRED), rig.outcomes(submission));
        assertEquals(new OutboxRig.Watched(true, List.of(EXPIRED)), rig.watch(submission));
        assertEquals(0, rig.status().requests());
        assertEquals(0, rig.status().bytes());
    }

    @Test
    void tickSaysWhetherMoreIsDueThanItExpired() {
        // Given
        OutboxRig large = new OutboxRig(new OutboxLimits(2_000, 100_000, Duration.ofDays(2), Duration.ofDays(1)));
        for (int i = 0; i < 600; i++) {
            large.submit(Lane.MESSAGE, Duration.ofHours(1));
        }
        large.pass(Duration.ofHours(1).plus(Limits.COARSE_TIME));
        boolean[] more = {false, false};

        // When
        large.turn(tx -> more[0] = large.outbox().onTick(tx, large.now()));
        large.turn(tx -> more[1] = large.outbox().onTick(tx, large.now()));

        // Then
        assertTrue(more[0]);
        assertFalse(more[1]);
        assertEquals(0, large.status().requests());
    }

    @Test
    void submissionThatDidNotBecomeDurableIsUnknownAndIsNotSent() {
        // Given
        FakeCarrier carrier = rig.carrierUp(OutboxRig.PARTNER, 8);
        Submission submission = rig.make(Lane.MESSAGE, Duration.ofHours(1));

        // When
        rig.failedTurn(tx -> rig.outbox().submit(tx, submission, OutboxRig.MEMBER, rig.now()));
        rig.tick();

        // Then
        assertEquals(List.of(), carrier.sent());
        assertFalse(rig.watch(submission).known());
        assertEquals(0, rig.status().requests());
    }
}
