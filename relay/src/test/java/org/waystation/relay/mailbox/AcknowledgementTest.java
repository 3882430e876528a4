package org.waystation.relay.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.id.MailboxId;

/** What a mailbox counts stays what it holds, however acknowledgements meet each other, an expiry or a deletion. */
class AcknowledgementTest {
    private static final MailboxId BOX = MailboxRig.mailbox(1);

    private final MailboxRig rig = new MailboxRig().with(BOX);
    private final FakeClient client = new FakeClient(8);

    @Test
    void sameAcknowledgementTwiceInATurnCountsOnce() {
        // Given
        rig.append(BOX, 1, 2, 3);
        rig.attach(BOX, client);
        // When
        rig.turn(tx -> acknowledge(tx, 2), tx -> acknowledge(tx, 2), tx -> acknowledge(tx, 3));
        // Then
        assertHolds(0);
    }

    @Test
    void acknowledgementAfterAFailedTurnRemovesWhatThatDidNot() {
        // Given
        rig.append(BOX, 1, 2, 3);
        rig.attach(BOX, client);
        rig.failedTurn(tx -> acknowledge(tx, 2));
        // When
        rig.turn(tx -> acknowledge(tx, 2));
        // Then
        assertHolds(1);
    }

    @Test
    void acknowledgementThatMayHaveBeenWrittenIsNotCountedAgain() {
        // Given
        rig.append(BOX, 1, 2, 3);
        rig.attach(BOX, client);
        rig.turnInDoubt(tx -> acknowledge(tx, 2));
        // When
        rig.turn(tx -> acknowledge(tx, 3));
        // Then
        assertHolds(0);
    }

    @Test
    void envelopeThatExpiresInTheTurnOfItsAcknowledgementIsCountedOnce() {
        // Given
        rig.append(rig.call(BOX, 1, Duration.ofHours(1)));
        rig.append(BOX, 2);
        rig.attach(BOX, client);
        rig.pass(Duration.ofHours(2));
        // When
        rig.turn(tx -> rig.mailboxes().onTick(tx, rig.now(), rig.deliveries()::onExpiring), tx -> acknowledge(tx, 2));
        // Then
        assertHolds(0);
    }

    @Test
    void mailboxThatIsDeletedAndMadeAnewInATurnTakesNoAcknowledgementOfTheOldOne() {
        // Given
        rig.append(BOX, 1, 2, 3);
        rig.attach(BOX, client);
        // When
        rig.turn(
                tx -> {
                    rig.deliveries().onDeleting(tx, BOX);
                    rig.mailboxes().delete(tx, BOX);
                },
                tx -> rig.mailboxes().create(tx, BOX, MailboxRig.owner(1), MailboxRig.token(1), false),
                tx -> assertEquals(Optional.of(FaultCode.NOT_DELIVERED), acknowledge(tx, 3)));
        // Then
        assertHolds(0);
        assertEquals(1, row().head());
    }

    @Test
    void readingBeginsAfterWhatWasTaken() {
        // Given
        rig.append(BOX, 1, 2, 3);
        rig.attach(BOX, client);
        // When
        rig.turn(tx -> acknowledge(tx, 2));
        // Then
        assertEquals(3, row().head());
        FakeClient next = new FakeClient(8);
        rig.attach(BOX, next);
        assertEquals(List.of(3L), next.sequences(BOX));
    }

    @Test
    void mailboxThatIsIdleKeepsNothingOfTheTurnInWhichItWasLastAcknowledged() {
        // Given
        rig.append(BOX, 1);
        rig.attach(BOX, client);
        List<WeakReference<Transaction>> turn = new ArrayList<>();
        // When
        rig.turn(tx -> {
            turn.add(new WeakReference<>(tx));
            acknowledge(tx, 1);
        });
        // Then
        for (int i = 0; i < 100 && turn.get(0).get() != null; i++) {
            System.gc();
        }
        assertNull(turn.get(0).get());
    }

    private Optional<FaultCode> acknowledge(Transaction tx, long through) {
        return rig.deliveries().acknowledge(tx, BOX, through, client.recipient());
    }

    private void assertHolds(int envelopes) {
        assertEquals(envelopes, row().envelopes());
        assertEquals((long) envelopes * 1_024, row().bytes());
        assertEquals(
                envelopes,
                rig.ask(tx -> EnvelopeRows.after(tx, rig.mailboxes().key(BOX), 0, MailboxRig.ALL))
                        .envelopes()
                        .size());
    }

    private MailboxRows.Row row() {
        return rig.ask(tx -> MailboxRows.get(tx, rig.mailboxes().key(BOX))).orElseThrow();
    }
}
