package org.waystation.federation.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.waystation.federation.outbox.OutboxRig.PARTNER;
import static org.waystation.federation.outbox.OutboxRig.replyTo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.limits.Lane;
import org.waystation.protocol.limits.Limits;

/** What became of submissions, who hears of it and for how long it is kept. */
class OutboxOutcomeTest {
    private final OutboxRig rig = new OutboxRig();
    private final FakeCarrier carrier = rig.carrierUp(PARTNER, 8);

    @Test
    void answerBecomesTheOutcomeAndIsToldOnce() {
        // Given
        Submission submission = rig.submit(Lane.MESSAGE);

        // When
        rig.answer(carrier, submission);

        // Then
        Outcome answered = new Outcome.Answered(replyTo(submission));
        assertEquals(List.of(answered), rig.outcomes(submission));
        assertEquals(new OutboxRig.Watched(true, List.of(answered)), rig.watch(submission));
        assertEquals(0, rig.status().requests());
    }

    @Test
    void permanentRefusalBecomesTheOutcomeEvenWithANumberOfANewerVersion() {
        // Given
        Submission submission = rig.submit(Lane.MESSAGE);
        long correlation = carrier.correlationOf(submission.request());
        FaultNumber unknown = new FaultNumber(60_000);

        // When
        rig.turn(tx -> rig.outbox().onPermanent(tx, PARTNER, carrier, correlation, unknown, rig.now()));
        rig.crash();

        // Then
        assertEquals(List.of(new Outcome.Failed(unknown)), rig.outcomes(submission));
        assertEquals(List.of(new Outcome.Failed(unknown)), rig.watch(submission).told());
    }

    @Test
    void secondAnswerToTheSameRequestChangesNothing() {
        // Given
        Submission submission = rig.submit(Lane.MESSAGE);
        long correlation = carrier.correlationOf(submission.request());
        Bytes other = Bytes.wrap(new byte[] {9});

        // When
        rig.turn(
                tx -> rig.outbox().onAnswered(tx, PARTNER, carrier, correlation, replyTo(submission), rig.now()),
                tx -> rig.outbox().onAnswered(tx, PARTNER, carrier, correlation, other, rig.now()));
        rig.turn(tx -> rig.outbox().onAnswered(tx, PARTNER, carrier, correlation, other, rig.now()));

        // Then
        assertEquals(List.of(new Outcome.Answered(replyTo(submission))), rig.outcomes(submission));
        assertEquals(0, rig.status().inFlight());
    }

    @Test
    void answerThatNobodyWaitsForIsIgnored() {
        // Given
        Submission submission = rig.submit(Lane.MESSAGE);

        // When
        rig.turn(tx -> rig.outbox().onAnswered(tx, PARTNER, carrier, 4_711, replyTo(submission), rig.now()));
        rig.outbox().onTemporary(PARTNER, carrier, 4_711, Duration.ofHours(1), rig.now());

        // Then
        assertEquals(List.of(), rig.outcomes(submission));
        assertEquals(1, rig.status().inFlight());
        rig.submit(Lane.MESSAGE);
        assertEquals(2, carrier.sent().size());
    }

    @Test
    void answerOfAnEarlierWayIsIgnoredOnceThereIsAnother() {
        // Given
        Submission submission = rig.submit(Lane.MESSAGE);
        FakeCarrier second = rig.carrierUp(PARTNER, 8);

        // When
        rig.answer(carrier, submission);

        // Then
        assertEquals(List.of(), rig.outcomes(submission));
        rig.answer(second, submission);
        assertEquals(1, rig.outcomes(submission).size());
    }

    @Test
    void answerThatCouldNotBeMadeDurableIsAskedForAgain() {
        // Given
        Submission submission = rig.submit(Lane.MESSAGE);
        long correlation = carrier.correlationOf(submission.request());
        rig.failedTurn(
                tx -> rig.outbox().onAnswered(tx, PARTNER, carrier, correlation, replyTo(submission), rig.now()));

        // When
        rig.outbox().onLostAnswer(PARTNER, carrier, correlation, rig.now());
        rig.pass(Duration.ofMinutes(1));
        rig.tick();

        // Then
        assertEquals(List.of(), rig.outcomes(submission));
        assertEquals(List.of(submission.request(), submission.request()), carrier.requests());
        rig.answer(carrier, submission);
        assertEquals(1, rig.outcomes(submission).size());
    }

    @Test
    void answerAfterExpiryChangesNothingAndFreesTheWindow() {
        // Given
        Submission submission = rig.submit(Lane.MESSAGE, Duration.ofMinutes(1));
        rig.pass(Duration.ofMinutes(1).plus(Limits.COARSE_TIME));
        rig.tick();

        // When
        rig.answer(carrier, submission);

        // Then
        assertEquals(List.of(new Outcome.Failed(FaultNumber.of(FaultCode.EXPIRED))), rig.outcomes(submission));
        assertEquals(0, rig.status().inFlight());
        assertEquals(0, rig.status().requests());
    }

    @Test
    void collectedSubmissionIsForgottenAndLeavesNothingBehind() {
        // Given
        Submission submission = rig.submit(Lane.MESSAGE);
        rig.answer(carrier, submission);

        // When
        rig.collect(submission);

        // Then
        assertFalse(rig.watch(submission).known());
        assertTrue(rig.isEmptyButForHeads());
    }

    @Test
    void collectLeavesAloneWhatStillWaits() {
        // Given
        Submission submission = rig.submit(Lane.MESSAGE);

        // When
        rig.collect(submission);

        // Then
        assertEquals(new OutboxRig.Watched(true, List.of()), rig.watch(submission));
        assertEquals(1, rig.status().requests());
    }

    @Test
    void outcomeThatNobodyCollectsIsForgottenInTheEnd() {
        // Given
        Submission submission = rig.submit(Lane.MESSAGE);
        rig.answer(carrier, submission);
        rig.pass(OutboxRig.LIMITS.keepOutcome().plus(Limits.COARSE_TIME).minusSeconds(1));
        rig.tick();
        boolean knownBefore = rig.watch(submission).known();

        // When
        rig.pass(Limits.COARSE_TIME.plusSeconds(1));
        rig.tick();

        // Then
        assertTrue(knownBefore);
        assertFalse(rig.watch(submission).known());
        assertTrue(rig.isEmptyButForHeads());
        assertEquals(1, rig.outcomes(submission).size());
    }

    @Test
    void watchOfSomethingNeverSubmittedIsUnknown() {
        // Given
        Submission never = rig.make(Lane.MESSAGE, Duration.ofHours(1));

        // When
        OutboxRig.Watched watched = rig.watch(never);

        // Then
        assertEquals(new OutboxRig.Watched(false, List.of()), watched);
    }

    @Test
    void outcomeThatItsClientCollectsAtOnceIsNeverWritten() {
        // Given
        rig.clientIsThere(true);
        Submission submission = rig.submit(Lane.MESSAGE);

        // When
        rig.answer(carrier, submission);

        // Then
        Outcome answered = new Outcome.Answered(replyTo(submission));
        assertEquals(List.of(answered), rig.outcomes(submission));
        assertEquals(new OutboxRig.Watched(true, List.of(answered)), rig.watch(submission));
        assertEquals(new Outbox.QueueStatus(0, 0, 0, true), rig.status());
        rig.collect(submission);
        assertFalse(rig.watch(submission).known());
        assertTrue(rig.isEmptyButForHeads());
        assertEquals(new Outbox.QueueStatus(0, 0, 0, true), rig.status());
    }

    @Test
    void outcomeThatItsClientIsSlowToCollectIsWrittenAndToldNoSecondTime() {
        // Given
        rig.clientIsThere(true);
        Submission submission = rig.submit(Lane.MESSAGE);
        rig.answer(carrier, submission);

        // When
        rig.pass(Uncollected.PATIENCE);
        rig.tick();
        rig.crash();

        // Then
        assertEquals(1, rig.outcomes(submission).size());
        assertEquals(
                List.of(new Outcome.Answered(replyTo(submission))),
                rig.watch(submission).told());
        rig.collect(submission);
        assertTrue(rig.isEmptyButForHeads());
    }

    @Test
    void answeredRequestIsNotSentAgainOnANewLinkAndIsAskedForAgainAfterACrash() {
        // Given
        rig.clientIsThere(true);
        Submission submission = rig.submit(Lane.MESSAGE);
        rig.answer(carrier, submission);

        // When
        FakeCarrier second = rig.carrierUp(PARTNER, 8);
        rig.crash();
        FakeCarrier third = rig.carrierUp(PARTNER, 8);

        // Then
        assertEquals(List.of(), second.requests());
        assertEquals(List.of(submission.request()), third.requests());
        rig.answer(third, submission);
        assertEquals(2, rig.outcomes(submission).size());
    }

    @Test
    void answeredRequestDoesNotExpire() {
        // Given
        rig.clientIsThere(true);
        Submission submission = rig.submit(Lane.MESSAGE, Duration.ofMinutes(1));
        rig.answer(carrier, submission);

        // When
        rig.pass(Duration.ofMinutes(1).plus(Limits.COARSE_TIME));
        rig.tick();

        // Then
        Outcome answered = new Outcome.Answered(replyTo(submission));
        assertEquals(List.of(answered), rig.outcomes(submission));
        assertEquals(List.of(answered), rig.watch(submission).told());
    }

    @Test
    void collectingTwiceInATurnCountsOnceAndAFailedCollectChangesNothing() {
        // Given
        rig.clientIsThere(true);
        Submission submission = rig.submit(Lane.MESSAGE);
        Submission other = rig.submit(Lane.MESSAGE);
        rig.answer(carrier, submission);
        rig.failedTurn(tx -> rig.outbox().collect(tx, submission.id()));

        // When
        rig.turn(
                tx -> rig.outbox().collect(tx, submission.id()),
                tx -> rig.outbox().collect(tx, submission.id()));

        // Then
        assertEquals(1, rig.status().requests());
        assertEquals(List.of(), rig.audit());
        assertEquals(new OutboxRig.Watched(true, List.of()), rig.watch(other));
    }

    @Test
    void collectThatMayHaveBeenWrittenIsNotCountedAgain() {
        // Given
        rig.clientIsThere(true);
        Submission submission = rig.submit(Lane.MESSAGE);
        rig.answer(carrier, submission);
        rig.turnInDoubt(tx -> rig.outbox().collect(tx, submission.id()));

        // When
        rig.pass(Uncollected.PATIENCE);
        rig.tick();

        // Then
        assertEquals(new Outbox.QueueStatus(0, 0, 0, true), rig.status());
        assertTrue(rig.isEmptyButForHeads());
        assertEquals(List.of(), rig.audit());
    }

    @Test
    void memoryForUncollectedOutcomesIsBoundedAndWhatIsBeyondIsWritten() {
        // Given
        rig.clientIsThere(true);
        Bytes large = Bytes.wrap(new byte[(int) Uncollected.MAX_BYTES / 4]);
        List<Submission> all = rig.submit(Lane.MESSAGE, 5);
        Submission last = all.get(4);

        // When
        for (Submission each : all) {
            long correlation = carrier.correlationOf(each.request());
            rig.turn(tx -> rig.outbox().onAnswered(tx, PARTNER, carrier, correlation, large, rig.now()));
        }

        // Then
        assertEquals(new Outbox.QueueStatus(0, 0, 0, true), rig.status());
        rig.crash();
        FakeCarrier again = rig.carrierUp(PARTNER, 8);
        assertEquals(OutboxRig.requests(all.subList(0, 4)), again.requests());
        assertEquals(List.of(new Outcome.Answered(large)), rig.watch(last).told());
    }

    @Test
    void refusalOfTheLinkIsWrittenBeforeItsClientHears() {
        // Given
        rig.clientIsThere(true);
        Submission submission = rig.submit(Lane.MESSAGE);

        // When
        rig.answerPermanently(carrier, submission, FaultCode.UNDECIPHERABLE);
        rig.crash();

        // Then
        Outcome refused = new Outcome.Failed(FaultNumber.of(FaultCode.UNDECIPHERABLE));
        assertEquals(List.of(refused), rig.outcomes(submission));
        assertEquals(List.of(refused), rig.watch(submission).told());
    }

    @Test
    void statusInATurnWithCollectsCountsEachOnce() {
        // Given
        rig.clientIsThere(true);
        List<Submission> two = rig.submit(Lane.MESSAGE, 2);
        two.forEach(each -> rig.answer(carrier, each));
        rig.submit(Lane.MESSAGE);
        List<Outbox.QueueStatus> status = new ArrayList<>();

        // When
        rig.turn(
                tx -> rig.outbox().collect(tx, two.get(0).id()),
                tx -> rig.outbox().status(tx, PARTNER, status::add),
                tx -> rig.outbox().collect(tx, two.get(1).id()));

        // Then
        assertEquals(List.of(new Outbox.QueueStatus(1, 10, 1, true)), status);
    }

    @Test
    void whatWaitsForSomebodyWhoIsNoPartnerCanBeForgotten() {
        // Given
        List<Submission> all = rig.submit(Lane.MESSAGE, 3);
        rig.submit(Lane.BULK);

        // When
        boolean[] more = {false};
        rig.turn(tx -> more[0] = rig.outbox().forgetWaiting(tx, PARTNER));

        // Then
        assertTrue(more[0]);
        assertFalse(rig.watch(all.get(0)).known());
        assertTrue(rig.isEmptyButForHeads());
        assertEquals(List.of(), rig.audit());
        rig.turn(tx -> more[0] = rig.outbox().forgetWaiting(tx, PARTNER));
        assertFalse(more[0]);
    }
}
