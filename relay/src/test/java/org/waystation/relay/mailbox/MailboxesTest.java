package org.waystation.relay.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.waystation.relay.mailbox.MailboxRig.BOX;
import static org.waystation.relay.mailbox.MailboxRig.OTHER;
import static org.waystation.relay.mailbox.MailboxRig.OWNER;
import static org.waystation.relay.mailbox.MailboxRig.SMALL;
import static org.waystation.relay.mailbox.MailboxRig.TOKEN;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.sealed.Call;

/** What a mailbox takes, keeps and forgets. */
class MailboxesTest {
    private final MailboxRig rig = new MailboxRig().with(BOX);

    @Test
    void creationIsIdempotentForItsOwnerAndRefusedToOthers() {
        // When
        Mailboxes.Created again = rig.ask(tx -> rig.mailboxes().create(tx, BOX, OWNER, TOKEN, false));
        Mailboxes.Created others = rig.ask(tx -> rig.mailboxes().create(tx, BOX, MailboxRig.owner(2), TOKEN, false));
        Mailboxes.Created fresh = rig.ask(tx -> rig.mailboxes().create(tx, OTHER, OWNER, TOKEN, false));

        // Then
        assertEquals(Mailboxes.Created.ALREADY_THERE, again);
        assertEquals(Mailboxes.Created.TAKEN, others);
        assertEquals(Mailboxes.Created.NEW, fresh);
        assertEquals(Optional.of(OWNER), rig.ask(tx -> rig.mailboxes().owner(tx, BOX)));
        assertEquals(Optional.empty(), rig.ask(tx -> rig.mailboxes().owner(tx, MailboxRig.mailbox(9))));
    }

    @Test
    void envelopesAreKeptInTheOrderInWhichTheyCame() {
        // When
        rig.append(BOX, 3, 1, 2);

        // Then
        assertEquals(
                List.of(MailboxRig.envelope(3), MailboxRig.envelope(1), MailboxRig.envelope(2)),
                rig.stored(BOX).stream().map(Envelope::id).toList());
        assertEquals(List.of(3L, 3L * SMALL), rig.counted(BOX));
    }

    @Test
    void repeatIsADuplicateAndIsStoredOnce() {
        // Given
        rig.append(BOX, 1);

        // When
        Mailboxes.AppendResult again = rig.append(rig.call(BOX, 1));

        // Then
        assertInstanceOf(Mailboxes.AppendResult.Duplicate.class, again);
        assertEquals(List.of(1L, (long) SMALL), rig.counted(BOX));
    }

    @Test
    void repeatIsADuplicateEvenAfterItWasAcknowledged() {
        // Given
        rig.append(BOX, 1);
        FakeClient client = new FakeClient(8);
        rig.attach(BOX, client);
        rig.acknowledge(BOX, 1, client);

        // When
        Mailboxes.AppendResult again = rig.append(rig.call(BOX, 1));

        // Then
        assertInstanceOf(Mailboxes.AppendResult.Duplicate.class, again);
        assertEquals(List.of(0L, 0L), rig.counted(BOX));
    }

    @Test
    void repeatIsADuplicateForAsLongAsItsSenderMayAskForIt() {
        // Given
        Call.Append call = rig.call(BOX, 1, Limits.MAX_LIFETIME.minusMinutes(1));
        rig.append(call);

        // When
        rig.pass(Limits.MAX_LIFETIME.minusMinutes(2));
        rig.tick();

        // Then
        assertEquals(List.of(0L, 0L), rig.counted(BOX));
        assertInstanceOf(Mailboxes.AppendResult.Duplicate.class, rig.append(call));
    }

    @Test
    void sameEnvelopeIdMayBeInTwoMailboxes() {
        // Given
        rig.with(OTHER);
        rig.append(BOX, 1);

        // When
        Mailboxes.AppendResult elsewhere = rig.append(rig.call(OTHER, 1));

        // Then
        assertInstanceOf(Mailboxes.AppendResult.Stored.class, elsewhere);
    }

    @Test
    void wrongTokenAndUnknownMailboxAreRefusedAlike() {
        // Given
        Call.Append right = rig.call(BOX, 1);
        SendToken wrong = MailboxRig.token(2);
        Call.Append wrongToken =
                new Call.Append(right.expiresAt(), BOX, wrong, right.envelope(), right.lane(), right.content());

        // When
        Mailboxes.AppendResult toKnown = rig.append(wrongToken);
        Mailboxes.AppendResult toUnknown = rig.append(rig.call(OTHER, 1));

        // Then
        assertEquals(new Mailboxes.AppendResult.Refused(FaultCode.UNKNOWN_MAILBOX), toKnown);
        assertEquals(toKnown, toUnknown);
    }

    @Test
    void wrongTokenIsNotToldThatAnEnvelopeIsThere() {
        // Given
        rig.append(BOX, 1);
        Call.Append right = rig.call(BOX, 1);

        // When
        Mailboxes.AppendResult result = rig.append(new Call.Append(
                right.expiresAt(), BOX, MailboxRig.token(2), right.envelope(), right.lane(), right.content()));

        // Then
        assertEquals(new Mailboxes.AppendResult.Refused(FaultCode.UNKNOWN_MAILBOX), result);
    }

    @Test
    void mailboxIsFullByCountUntilItsOwnerCollects() {
        // Given
        rig.append(BOX, 1, 2, 3, 4, 5);

        // When
        Mailboxes.AppendResult refused = rig.append(rig.call(BOX, 6));

        // Then
        assertEquals(new Mailboxes.AppendResult.Refused(FaultCode.MAILBOX_FULL), refused);
        FakeClient client = new FakeClient(8);
        rig.attach(BOX, client);
        rig.acknowledge(BOX, 1, client);
        assertInstanceOf(Mailboxes.AppendResult.Stored.class, rig.append(rig.call(BOX, 6)));
    }

    @Test
    void mailboxIsFullByBytes() {
        // Given
        MailboxRig small = new MailboxRig(new MailboxLimits(100, 2L * SMALL, Duration.ofDays(21), 4)).with(BOX);
        small.append(BOX, 1, 2);

        // When
        Mailboxes.AppendResult refused = small.append(small.call(BOX, 3));

        // Then
        assertEquals(new Mailboxes.AppendResult.Refused(FaultCode.MAILBOX_FULL), refused);
        assertEquals(List.of(2L, 2L * SMALL), small.counted(BOX));
    }

    @Test
    void repeatOfWhatIsInAFullMailboxIsStillASuccess() {
        // Given
        rig.append(BOX, 1, 2, 3, 4, 5);

        // When
        Mailboxes.AppendResult again = rig.append(rig.call(BOX, 5));

        // Then
        assertInstanceOf(Mailboxes.AppendResult.Duplicate.class, again);
    }

    @Test
    void timesAreCoarseAndNothingExpiresEarly() {
        // Given
        rig.append(BOX, 1);

        // When
        Envelope envelope = rig.stored(BOX).get(0);

        // Then
        long grain = Limits.COARSE_TIME.toSeconds();
        assertEquals(0, envelope.arrivedAt().getEpochSecond() % grain);
        assertEquals(0, envelope.expiresAt().getEpochSecond() % grain);
        assertFalse(envelope.arrivedAt().isAfter(rig.now()));
        assertFalse(envelope.expiresAt().isBefore(rig.now().plus(Duration.ofDays(1))));
    }

    @Test
    void lifetimeIsCutToTheLongestAllowed() {
        // Given
        rig.append(rig.call(BOX, 1, Duration.ofDays(9_000)));

        // When
        Envelope envelope = rig.stored(BOX).get(0);

        // Then
        assertFalse(
                envelope.expiresAt().isAfter(rig.now().plus(Duration.ofDays(21)).plus(Limits.COARSE_TIME)));
    }

    @Test
    void expiredEnvelopesAreGoneAndTheCountersAreBackToZero() {
        // Given
        rig.append(BOX, 1, 2);
        rig.pass(Duration.ofDays(1).plus(Limits.COARSE_TIME));

        // When
        Mailboxes.Swept swept = rig.tick();

        // Then
        assertEquals(2, swept.envelopes());
        assertFalse(swept.more());
        assertEquals(List.of(), rig.stored(BOX));
        assertEquals(List.of(0L, 0L), rig.counted(BOX));
    }

    @Test
    void envelopeThatCannotBeReadExpiresAndKeepsNoOtherFromIt() {
        // Given
        rig.append(BOX, 1, 2);
        rig.store.damage(EnvelopeRows.TABLE, EnvelopeRows.key(rig.mailboxes().key(BOX), 1));

        // When
        rig.pass(Duration.ofDays(40));
        Mailboxes.Swept swept = rig.tick();

        // Then
        assertFalse(swept.more());
        assertEquals(List.of(), rig.stored(BOX));
    }

    @Test
    void everythingExpiresInTheEnd() {
        // Given
        rig.append(BOX, 1, 2);
        FakeClient client = new FakeClient(8);
        rig.attach(BOX, client);
        rig.acknowledge(BOX, 1, client);

        // When
        rig.pass(Limits.MAX_LIFETIME.plus(Limits.COARSE_TIME));
        rig.tick();

        // Then
        assertEquals(List.of(), rig.leftovers());
    }

    @Test
    void sweepSaysWhenMoreIsDueThanItTook() {
        // Given
        MailboxRig large = new MailboxRig(new MailboxLimits(10_000, 64L << 20, Duration.ofDays(21), 4)).with(BOX);
        for (int i = 0; i < 300; i++) {
            large.append(BOX, i);
        }
        large.pass(Duration.ofDays(2));

        // When
        Mailboxes.Swept first = large.tick();
        Mailboxes.Swept second = large.tick();

        // Then
        assertTrue(first.more());
        assertFalse(second.more());
        assertEquals(300, first.envelopes() + second.envelopes());
        assertEquals(List.of(0L, 0L), large.counted(BOX));
    }

    @Test
    void deletedMailboxTakesEverythingWithItButTheMemoryOfRepeats() {
        // Given
        rig.append(BOX, 1, 2);

        // When
        boolean deleted = rig.ask(tx -> rig.mailboxes().delete(tx, BOX));
        boolean again = rig.ask(tx -> rig.mailboxes().delete(tx, BOX));

        // Then
        assertTrue(deleted);
        assertFalse(again);
        assertEquals(List.of("expiry", "expiry", "seen", "seen"), rig.leftovers());
        assertEquals(new Mailboxes.AppendResult.Refused(FaultCode.UNKNOWN_MAILBOX), rig.append(rig.call(BOX, 3)));
    }

    @Test
    void largeMailboxIsDeletedWhole() {
        // Given
        MailboxRig large = new MailboxRig(new MailboxLimits(10_000, 64L << 20, Duration.ofDays(21), 4)).with(BOX);
        for (int i = 0; i < 600; i++) {
            large.append(BOX, i);
        }

        // When
        large.ask(tx -> large.mailboxes().delete(tx, BOX));

        // Then
        assertEquals(List.of(), large.stored(BOX));
        large.pass(Limits.MAX_LIFETIME.plus(Limits.COARSE_TIME));
        large.tick();
        large.tick();
        assertEquals(List.of(), large.leftovers());
    }

    @Test
    void appendThatDidNotBecomeDurableIsNoDuplicateLater() {
        // Given
        rig.failedTurn(tx -> rig.append(tx, rig.call(BOX, 1)));

        // When
        Mailboxes.AppendResult again = rig.append(rig.call(BOX, 1));

        // Then
        assertInstanceOf(Mailboxes.AppendResult.Stored.class, again);
    }
}
