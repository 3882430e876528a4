package org.waystation.federation.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.waystation.federation.outbox.OutboxRig.PARTNER;
import static org.waystation.federation.outbox.OutboxRig.requests;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.limits.Lane;
import org.waystation.protocol.limits.Limits;

/** What the outbox sends, when, and in which order. */
class OutboxSendingTest {
    private final OutboxRig rig = new OutboxRig();

    @Test
    void whatWaitsIsSentInOrderOnceThereIsAWay() {
        // Given
        List<Submission> waiting = rig.submit(Lane.MESSAGE, 5);

        // When
        FakeCarrier carrier = rig.carrierUp(PARTNER, 8);

        // Then
        assertEquals(requests(waiting), carrier.requests());
    }

    @Test
    void alertsGoBeforeMessagesBeforeBulk() {
        // Given
        Submission bulk = rig.submit(Lane.BULK);
        Submission message = rig.submit(Lane.MESSAGE);
        Submission alert = rig.submit(Lane.ALERT);

        // When
        FakeCarrier carrier = rig.carrierUp(PARTNER, 8);

        // Then
        assertEquals(requests(List.of(alert, message, bulk)), carrier.requests());
    }

    @Test
    void newBulkDoesNotOvertakeMessagesThatWaitForRoom() {
        // Given
        FakeCarrier carrier = rig.carrierUp(PARTNER, 1);
        Submission first = rig.submit(Lane.MESSAGE);
        Submission second = rig.submit(Lane.MESSAGE);
        long correlation = carrier.correlationOf(first.request());
        rig.turn(tx -> rig.outbox().onAnswered(tx, PARTNER, carrier, correlation, first.request(), rig.now()));

        // When
        Submission bulk = rig.submit(Lane.BULK);
        rig.pump();

        // Then
        assertEquals(requests(List.of(first, second)), carrier.requests());
        rig.answer(carrier, second);
        assertEquals(requests(List.of(first, second, bulk)), carrier.requests());
    }

    @Test
    void windowIsRespectedAndRefilledAsAnswersCome() {
        // Given
        List<Submission> waiting = rig.submit(Lane.MESSAGE, 5);
        FakeCarrier carrier = rig.carrierUp(PARTNER, 2);
        List<Bytes> atFirst = carrier.requests();

        // When
        rig.answer(carrier, waiting.get(0));

        // Then
        assertEquals(requests(waiting.subList(0, 2)), atFirst);
        assertEquals(requests(waiting.subList(0, 3)), carrier.requests());
        assertEquals(2, rig.status().inFlight());
    }

    @Test
    void whatIsInFlightIsBoundedWhateverWindowThePartnerClaims() {
        // Given
        OutboxRig large = new OutboxRig(new OutboxLimits(1_000, 100_000, Duration.ofDays(2), Duration.ofDays(1)));
        large.submit(Lane.MESSAGE, PartnerQueue.MAX_IN_FLIGHT + 10);

        // When
        FakeCarrier carrier = large.carrierUp(PARTNER, Integer.MAX_VALUE);

        // Then
        assertEquals(PartnerQueue.MAX_IN_FLIGHT, carrier.sent().size());
    }

    @Test
    void nothingIsSentBeforeItIsDurable() {
        // Given
        FakeCarrier carrier = rig.carrierUp(PARTNER, 8);
        List<Integer> sentWhileOpen = new ArrayList<>();
        Submission submission = rig.make(Lane.MESSAGE, Duration.ofHours(1));

        // When
        rig.turn(
                tx -> rig.outbox().submit(tx, submission, OutboxRig.MEMBER, rig.now()),
                tx -> sentWhileOpen.add(carrier.sent().size()));

        // Then
        assertEquals(List.of(0), sentWhileOpen);
        assertEquals(List.of(submission.request()), carrier.requests());
    }

    @Test
    void pumpWhoseTransactionFailsSendsNothingAndLosesNothing() {
        // Given
        List<Submission> waiting = rig.submit(Lane.MESSAGE, 3);
        FakeCarrier carrier = new FakeCarrier(8);
        rig.outbox().onCarrierUp(PARTNER, carrier);
        rig.forgetWantedPumps();

        // When
        rig.failedTurn(tx -> rig.outbox().pump(tx, PARTNER, rig.now()));
        rig.outbox().onPumpFailed(PARTNER);
        List<Bytes> sentAfterFailure = carrier.requests();
        rig.tick();

        // Then
        assertEquals(List.of(), sentAfterFailure);
        assertEquals(requests(waiting), carrier.requests());
    }

    @Test
    void whatWasInFlightIsSentAgainInOrderOnTheNextWay() {
        // Given
        List<Submission> waiting = rig.submit(Lane.MESSAGE, 4);
        FakeCarrier first = rig.carrierUp(PARTNER, 3);
        rig.answer(first, waiting.get(1));
        rig.outbox().onCarrierDown(PARTNER, first);

        // When
        FakeCarrier second = rig.carrierUp(PARTNER, 8);

        // Then
        assertEquals(requests(List.of(waiting.get(0), waiting.get(2), waiting.get(3))), second.requests());
    }

    @Test
    void endOfAnEarlierWayDoesNotDisturbTheNext() {
        // Given
        FakeCarrier first = rig.carrierUp(PARTNER, 8);
        FakeCarrier second = rig.carrierUp(PARTNER, 8);

        // When
        rig.outbox().onCarrierDown(PARTNER, first);
        Submission submission = rig.submit(Lane.MESSAGE);

        // Then
        assertTrue(rig.status().up());
        assertEquals(List.of(submission.request()), second.requests());
    }

    @Test
    void scanFromBeforeANewWayDoesNotHideWhatWasInFlightOnTheOldOne() {
        // Given
        List<Submission> early = rig.submit(Lane.MESSAGE, 2);
        rig.carrierUp(PARTNER, 8);
        FakeCarrier second = new FakeCarrier(8);
        Submission late = rig.make(Lane.MESSAGE, Duration.ofHours(1));

        // When
        rig.turn(
                tx -> tx.afterCommit(() -> rig.outbox().onCarrierUp(PARTNER, second)),
                tx -> rig.outbox().submit(tx, late, OutboxRig.MEMBER, rig.now()),
                tx -> rig.outbox().pump(tx, PARTNER, rig.now()));
        rig.pump();

        // Then
        assertEquals(requests(List.of(early.get(0), early.get(1), late)), second.requests());
    }

    @Test
    void temporaryRefusalPausesTheQueueAndThenTheOrderIsAsBefore() {
        // Given
        List<Submission> waiting = rig.submit(Lane.MESSAGE, 4);
        FakeCarrier carrier = rig.carrierUp(PARTNER, 2);
        rig.answerTemporarily(carrier, waiting.get(0), Duration.ofSeconds(10));
        rig.answerTemporarily(carrier, waiting.get(1), Duration.ofSeconds(10));
        rig.pass(Duration.ofSeconds(9));
        rig.tick();
        List<Bytes> whilePaused = carrier.requests();

        // When
        rig.pass(Duration.ofSeconds(1));
        rig.tick();

        // Then
        assertEquals(requests(waiting.subList(0, 2)), whilePaused);
        assertEquals(
                requests(List.of(waiting.get(0), waiting.get(1), waiting.get(0), waiting.get(1))), carrier.requests());
    }

    @Test
    void nothingOvertakesWhatMayHaveBeenRefusedToo() {
        // Given
        List<Submission> waiting = rig.submit(Lane.MESSAGE, 3);
        FakeCarrier carrier = rig.carrierUp(PARTNER, 2);
        rig.answerTemporarily(carrier, waiting.get(0), Duration.ofSeconds(1));
        rig.pass(Duration.ofSeconds(2));
        rig.tick();
        List<Bytes> whileOneIsUnanswered = carrier.requests();

        // When
        rig.answerTemporarily(carrier, waiting.get(1), Duration.ofSeconds(1));
        rig.pass(Duration.ofSeconds(2));
        rig.tick();

        // Then
        assertEquals(requests(waiting.subList(0, 2)), whileOneIsUnanswered);
        assertEquals(
                requests(List.of(waiting.get(0), waiting.get(1), waiting.get(0), waiting.get(1))), carrier.requests());
    }

    @Test
    void refusalWithoutAdviceAndRefusalForeverBothEndWithinBounds() {
        // Given
        List<Submission> waiting = rig.submit(Lane.MESSAGE, 1);
        FakeCarrier carrier = rig.carrierUp(PARTNER, 8);
        rig.answerTemporarily(carrier, waiting.get(0), Duration.ZERO);
        rig.tick();
        int atOnce = carrier.sent().size();
        rig.pass(Duration.ofSeconds(5));
        rig.tick();
        int afterOwnPause = carrier.sent().size();
        rig.answerTemporarily(carrier, waiting.get(0), Duration.ofDays(400));

        // When
        rig.pass(Backoff.CAP);
        rig.tick();

        // Then
        assertEquals(1, atOnce);
        assertEquals(2, afterOwnPause);
        assertEquals(3, carrier.sent().size());
    }

    @Test
    void scanInTheTurnOfATemporaryRefusalDoesNotHideTheRefusedRequest() {
        // Given
        Submission refused = rig.submit(Lane.MESSAGE);
        FakeCarrier carrier = rig.carrierUp(PARTNER, 8);
        long correlation = carrier.correlationOf(refused.request());
        rig.turn(
                tx -> tx.afterCommit(() ->
                        rig.outbox().onTemporary(PARTNER, carrier, correlation, Duration.ofSeconds(1), rig.now())),
                tx -> rig.outbox().pump(tx, PARTNER, rig.now()));

        // When
        rig.pass(Duration.ofSeconds(2));
        Submission next = rig.submit(Lane.MESSAGE);
        rig.tick();

        // Then
        assertEquals(requests(List.of(refused, refused, next)), carrier.requests());
    }

    @Test
    void newWayEndsAPause() {
        // Given
        Submission submission = rig.submit(Lane.MESSAGE);
        FakeCarrier first = rig.carrierUp(PARTNER, 8);
        rig.answerTemporarily(first, submission, Duration.ofMinutes(30));

        // When
        FakeCarrier second = rig.carrierUp(PARTNER, 8);

        // Then
        assertEquals(List.of(submission.request()), second.requests());
    }

    @Test
    void expiredRequestIsNotSentAndDoesNotHoldUpWhatComesAfter() {
        // Given
        Submission expired = rig.submit(Lane.MESSAGE, Duration.ofMinutes(1));
        Submission fresh = rig.submit(Lane.MESSAGE);
        rig.pass(Duration.ofMinutes(1).plus(Limits.COARSE_TIME));

        // When
        FakeCarrier carrier = rig.carrierUp(PARTNER, 1);
        rig.tick();

        // Then
        assertEquals(List.of(fresh.request()), carrier.requests());
        assertEquals(1, rig.outcomes(expired).size());
    }

    @Test
    void everythingThatWaitedIsSentAfterARestart() {
        // Given
        List<Submission> waiting = rig.submit(Lane.MESSAGE, 3);
        FakeCarrier before = rig.carrierUp(PARTNER, 8);
        rig.answer(before, waiting.get(0));

        // When
        rig.crash();
        Submission late = rig.submit(Lane.MESSAGE);
        FakeCarrier after = rig.carrierUp(PARTNER, 8);

        // Then
        assertEquals(requests(List.of(waiting.get(1), waiting.get(2), late)), after.requests());
    }

    @Test
    void partnersDoNotHoldUpEachOther() {
        // Given
        rig.submit(Lane.MESSAGE, 3);
        Submission any = rig.make(Lane.MESSAGE, Duration.ofHours(1));
        Submission elsewhere = new Submission(any.id(), OutboxRig.OTHER, any.lane(), any.expiresAt(), any.request());

        // When
        FakeCarrier other = rig.carrierUp(OutboxRig.OTHER, 8);
        rig.trySubmit(elsewhere);

        // Then
        assertEquals(List.of(elsewhere.request()), other.requests());
    }

    @Test
    void refusalForGoodFreesTheWindow() {
        // Given
        List<Submission> waiting = rig.submit(Lane.MESSAGE, 2);
        FakeCarrier carrier = rig.carrierUp(PARTNER, 1);

        // When
        rig.answerPermanently(carrier, waiting.get(0), FaultCode.UNDECIPHERABLE);

        // Then
        assertEquals(requests(waiting), carrier.requests());
    }
}
