package org.waystation.relay.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.waystation.relay.mailbox.MailboxRig.BOX;
import static org.waystation.relay.mailbox.MailboxRig.OTHER;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.limits.Limits;

/** Who is sent what, when, and how often. */
class DeliveriesTest {
    private final MailboxRig rig = new MailboxRig(new MailboxLimits(1_000, 10L << 20, Duration.ofDays(21), 4))
            .with(BOX)
            .with(OTHER);

    @Test
    void whatWaitedComesFirstThenOnceTheWordThatThisWasAllThenWhatIsNew() {
        // Given
        rig.append(BOX, 1, 2);
        FakeClient client = new FakeClient(8);

        // When
        rig.attach(BOX, client);
        rig.append(BOX, 3);

        // Then
        assertEquals(List.of(1L, 2L, 3L), client.sequences(BOX));
        assertEquals(new FromRelay.CaughtUp(BOX), client.pushed().get(2));
        assertEquals(1, client.caughtUp(BOX));
    }

    @Test
    void emptyMailboxIsCaughtUpAtOnce() {
        // Given
        FakeClient client = new FakeClient(8);

        // When
        rig.attach(BOX, client);

        // Then
        assertEquals(List.of(new FromRelay.CaughtUp(BOX)), client.pushed());
    }

    @Test
    void windowIsRespectedWhileCatchingUpAndRefilledByAcknowledgements() {
        // Given
        rig.append(BOX, 1, 2, 3, 4, 5);
        FakeClient client = new FakeClient(2);
        rig.attach(BOX, client);
        List<Long> atFirst = client.sequences(BOX);

        // When
        rig.acknowledge(BOX, 1, client);

        // Then
        assertEquals(List.of(1L, 2L), atFirst);
        assertEquals(List.of(1L, 2L, 3L), client.sequences(BOX));
        assertEquals(0, client.caughtUp(BOX));
        rig.acknowledge(BOX, 3, client);
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L), client.sequences(BOX));
        assertEquals(1, client.caughtUp(BOX));
    }

    @Test
    void windowIsRespectedLiveToo() {
        // Given
        FakeClient client = new FakeClient(2);
        rig.attach(BOX, client);
        rig.append(BOX, 1, 2, 3, 4);
        List<Long> atFirst = client.sequences(BOX);

        // When
        rig.acknowledge(BOX, 2, client);

        // Then
        assertEquals(List.of(1L, 2L), atFirst);
        assertEquals(List.of(1L, 2L, 3L, 4L), client.sequences(BOX));
        assertEquals(1, client.caughtUp(BOX));
    }

    @Test
    void fallingBehindByExactlyTheWindowLosesNothing() {
        // Given
        FakeClient client = new FakeClient(2);
        rig.attach(BOX, client);
        rig.append(BOX, 1, 2);

        // When
        rig.acknowledge(BOX, 2, client);
        rig.append(BOX, 3);

        // Then
        assertEquals(List.of(1L, 2L, 3L), client.sequences(BOX));
    }

    @Test
    void acknowledgedEnvelopesAreDeletedAndOthersStay() {
        // Given
        rig.append(BOX, 1, 2, 3);
        FakeClient client = new FakeClient(8);
        rig.attach(BOX, client);

        // When
        Optional<FaultCode> refusal = rig.acknowledge(BOX, 2, client);

        // Then
        assertEquals(Optional.empty(), refusal);
        assertEquals(
                List.of(3L), rig.stored(BOX).stream().map(Envelope::sequence).toList());
        assertEquals(List.of(1L, 1_024L), rig.counted(BOX));
    }

    @Test
    void repeatedAcknowledgementIsASuccess() {
        // Given
        rig.append(BOX, 1, 2);
        FakeClient client = new FakeClient(8);
        rig.attach(BOX, client);
        rig.acknowledge(BOX, 2, client);

        // When
        Optional<FaultCode> again = rig.acknowledge(BOX, 2, client);

        // Then
        assertEquals(Optional.empty(), again);
        assertEquals(List.of(0L, 0L), rig.counted(BOX));
    }

    @Test
    void twoAcknowledgementsInOneTurnCountOnce() {
        // Given
        rig.append(BOX, 1, 2, 3);
        FakeClient client = new FakeClient(3);
        rig.attach(BOX, client);

        // When
        rig.turn(
                tx -> rig.deliveries().acknowledge(tx, BOX, 1, client.recipient()),
                tx -> rig.deliveries().acknowledge(tx, BOX, 2, client.recipient()));

        // Then
        assertEquals(List.of(1L, 1_024L), rig.counted(BOX));
        assertEquals(2, client.recipient().room().envelopes());
    }

    @Test
    void acknowledgementOfWhatWasNotDeliveredHereIsRefused() {
        // Given
        rig.append(BOX, 1, 2, 3);
        FakeClient client = new FakeClient(2);
        rig.attach(BOX, client);

        // When
        Optional<FaultCode> beyond = rig.acknowledge(BOX, 3, client);
        Optional<FaultCode> notAttached = rig.acknowledge(OTHER, 1, client);
        Optional<FaultCode> notTheirs = rig.acknowledge(BOX, 1, new FakeClient(2));

        // Then
        Optional<FaultCode> refused = Optional.of(FaultCode.NOT_DELIVERED);
        assertEquals(List.of(refused, refused, refused), List.of(beyond, notAttached, notTheirs));
        assertEquals(3, rig.stored(BOX).size());
    }

    @Test
    void acknowledgementThatDidNotBecomeDurableDeletesNothingAndMayBeRepeated() {
        // Given
        rig.append(BOX, 1);
        FakeClient client = new FakeClient(1);
        rig.attach(BOX, client);

        // When
        rig.failedTurn(tx -> rig.deliveries().acknowledge(tx, BOX, 1, client.recipient()));

        // Then
        assertEquals(1, rig.stored(BOX).size());
        assertEquals(0, client.recipient().room().envelopes());
        assertEquals(Optional.empty(), rig.acknowledge(BOX, 1, client));
        assertEquals(0, rig.stored(BOX).size());
    }

    @Test
    void takeoverTellsTheOldConnectionAndSendsAllAgainToTheNew() {
        // Given
        rig.append(BOX, 1, 2);
        FakeClient old = new FakeClient(8);
        rig.attach(BOX, old);
        rig.acknowledge(BOX, 1, old);

        // When
        FakeClient fresh = new FakeClient(8);
        rig.attach(BOX, fresh);
        rig.append(BOX, 3);

        // Then
        assertTrue(old.wasDetached(BOX));
        assertEquals(List.of(1L, 2L), old.sequences(BOX));
        assertEquals(List.of(2L, 3L), fresh.sequences(BOX));
        assertEquals(Optional.of(FaultCode.NOT_DELIVERED), rig.acknowledge(BOX, 2, old));
        assertEquals(1, rig.deliveries().attached());
    }

    @Test
    void attachingAgainOnTheSameConnectionStartsOverWithoutADetach() {
        // Given
        rig.append(BOX, 1);
        FakeClient client = new FakeClient(2);
        rig.attach(BOX, client);

        // When
        rig.attach(BOX, client);

        // Then
        assertFalse(client.wasDetached(BOX));
        assertEquals(List.of(1L, 1L), client.sequences(BOX));
        assertEquals(1, client.recipient().room().envelopes());
    }

    @Test
    void goneConnectionIsSentNothingMoreAndDoesNotDisturbItsSuccessor() {
        // Given
        FakeClient old = new FakeClient(8);
        rig.attach(BOX, old);
        rig.attach(OTHER, old);
        FakeClient fresh = new FakeClient(8);
        rig.attach(BOX, fresh);

        // When
        rig.deliveries().onGone(old.recipient());
        rig.append(BOX, 1);
        rig.append(OTHER, 2);

        // Then
        assertEquals(List.of(), old.delivered());
        assertEquals(List.of(1L), fresh.sequences(BOX));
        assertEquals(1, rig.deliveries().attached());
    }

    @Test
    void connectionThatGoesBetweenScanAndPushIsSentNothing() {
        // Given
        rig.append(BOX, 1);
        FakeClient client = new FakeClient(8);
        rig.deliveries().attach(BOX, client.recipient());
        rig.forgetWantedCatchUps();

        // When
        rig.turn(
                tx -> tx.afterCommit(() -> rig.deliveries().onGone(client.recipient())),
                tx -> rig.deliveries().catchUp(tx, BOX));

        // Then
        assertEquals(List.of(), client.pushed());
        assertEquals(0, rig.deliveries().attached());
    }

    @Test
    void envelopeStoredInTheTurnOfACatchUpIsSentOnceWhicheverCameFirst() {
        for (boolean scanFirst : List.of(true, false)) {
            // Given
            MailboxRig each = new MailboxRig().with(BOX);
            each.append(BOX, 1);
            FakeClient client = new FakeClient(8);
            each.deliveries().attach(BOX, client.recipient());
            each.forgetWantedCatchUps();

            // When
            if (scanFirst) {
                each.turn(tx -> each.deliveries().catchUp(tx, BOX), tx -> each.append(tx, each.call(BOX, 2)));
            } else {
                each.turn(
                        tx -> each.append(tx, each.call(BOX, 2)),
                        tx -> each.deliveries().catchUp(tx, BOX));
            }
            each.catchUp();

            // Then
            assertEquals(List.of(1L, 2L), client.sequences(BOX));
            assertEquals(1, client.caughtUp(BOX));
        }
    }

    @Test
    void roomThatAnotherMailboxTookInTheSameTurnSkipsNothing() {
        // Given
        FakeClient client = new FakeClient(2);
        rig.attach(OTHER, client);
        rig.append(BOX, 1, 2);
        rig.deliveries().attach(BOX, client.recipient());
        rig.forgetWantedCatchUps();

        // When
        rig.turn(
                tx -> rig.append(tx, rig.call(OTHER, 9)), tx -> rig.deliveries().catchUp(tx, BOX));
        rig.acknowledge(OTHER, 1, client);
        rig.append(BOX, 3);
        rig.acknowledge(BOX, 1, client);
        rig.acknowledge(BOX, 2, client);

        // Then
        assertEquals(List.of(1L, 2L, 3L), client.sequences(BOX));
    }

    @Test
    void anAcknowledgementAsksForOneCatchUpHoweverManyMailboxesWait() {
        // Given
        FakeClient client = new FakeClient(1);
        rig.append(BOX, 1);
        rig.attach(BOX, client);
        for (int each = 10; each < 30; each++) {
            rig.with(MailboxRig.mailbox(each));
            rig.append(MailboxRig.mailbox(each), each);
            rig.attach(MailboxRig.mailbox(each), client);
        }

        // When
        rig.ask(tx -> rig.deliveries().acknowledge(tx, BOX, 1, client.recipient()));

        // Then
        assertEquals(1, rig.catchUpsWanted());
    }

    @Test
    void roomThatATakeoverFreesGoesToTheOtherMailboxesOfTheConnection() {
        // Given
        rig.append(BOX, 1, 2);
        rig.append(OTHER, 3);
        FakeClient client = new FakeClient(2);
        rig.attach(BOX, client);
        rig.attach(OTHER, client);
        List<Long> whileFull = client.sequences(OTHER);

        // When
        rig.attach(BOX, new FakeClient(8));

        // Then
        assertEquals(List.of(), whileFull);
        assertEquals(List.of(1L), client.sequences(OTHER));
        assertEquals(1, client.caughtUp(OTHER));
    }

    @Test
    void roomThatADeletionFreesGoesToTheOtherMailboxesOfTheConnection() {
        // Given
        rig.append(BOX, 1, 2);
        rig.append(OTHER, 3);
        FakeClient client = new FakeClient(2);
        rig.attach(BOX, client);
        rig.attach(OTHER, client);

        // When
        rig.turn(tx -> {
            rig.mailboxes().delete(tx, BOX);
            rig.deliveries().onDeleting(tx, BOX);
        });
        rig.catchUp();

        // Then
        assertTrue(client.wasDetached(BOX));
        assertEquals(List.of(1L), client.sequences(OTHER));
        assertEquals(1, rig.deliveries().attached());
    }

    @Test
    void catchUpThatTheDiskRefusedIsTriedAgainAtTheNextTick() {
        // Given
        rig.append(BOX, 1);
        FakeClient client = new FakeClient(8);
        rig.deliveries().attach(BOX, client.recipient());
        rig.forgetWantedCatchUps();
        rig.failedTurn(tx -> rig.deliveries().catchUp(tx, BOX));
        rig.deliveries().onCatchUpFailed(BOX);
        rig.deliveries().onCatchUpFailed(OTHER);

        // When
        rig.deliveries().onTick();
        int wanted = rig.catchUpsWanted();
        rig.catchUp();
        rig.deliveries().onTick();

        // Then
        assertEquals(1, wanted);
        assertEquals(List.of(1L), client.sequences(BOX));
        assertEquals(0, rig.catchUpsWanted());
    }

    @Test
    void whatAFailedWriteLeftOnTheDiskComesAtTheNextTickAndNothingOvertakesIt() {
        // Given
        FakeClient client = new FakeClient(8);
        rig.attach(BOX, client);
        rig.turnInDoubt(tx -> rig.append(tx, rig.call(BOX, 1)));
        rig.append(BOX, 2);
        List<Long> beforeTheTick = client.sequences(BOX);

        // When
        rig.deliveries().onTick();
        rig.catchUp();
        rig.append(BOX, 3);

        // Then
        assertEquals(List.of(), beforeTheTick);
        assertEquals(List.of(1L, 2L, 3L), client.sequences(BOX));
        assertEquals(1, client.caughtUp(BOX));
    }

    @Test
    void acknowledgementOfWhatHasExpiredMeanwhileIsASuccessAndCountsNothingTwice() {
        // Given
        rig.append(BOX, 1, 2);
        FakeClient client = new FakeClient(8);
        rig.attach(BOX, client);
        rig.pass(Duration.ofDays(1).plus(Limits.COARSE_TIME));
        rig.tick();

        // When
        Optional<FaultCode> refusal = rig.acknowledge(BOX, 2, client);

        // Then
        assertEquals(Optional.empty(), refusal);
        assertEquals(List.of(0L, 0L), rig.counted(BOX));
        assertEquals(8, client.recipient().room().envelopes());
    }

    @Test
    void deliveredEnvelopeIsTheOneThatWasAppendedWithACoarseTime() {
        // Given
        FakeClient client = new FakeClient(8);
        rig.attach(BOX, client);

        // When
        rig.append(BOX, 7);

        // Then
        FromRelay.Deliver delivered = client.delivered().get(0);
        assertEquals(MailboxRig.envelope(7), delivered.envelope());
        assertEquals(rig.call(BOX, 7).content(), delivered.content());
        assertEquals(0, delivered.arrivedAt() % Limits.COARSE_TIME.toSeconds());
    }
}
