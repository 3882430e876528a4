package org.waystation.relay.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.waystation.relay.mailbox.MailboxRig.BOX;
import static org.waystation.relay.mailbox.MailboxRig.OWNER;
import static org.waystation.relay.mailbox.MailboxRig.TOKEN;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.waystation.federation.store.Store;
import org.waystation.federation.store.StoreFailure;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.sealed.Answer;
import org.waystation.protocol.sealed.OpaqueBundle;

/** What a start does to one-time prekeys, by the epoch that the relay's directory tells. */
class RestoreFenceTest {
    private static final Bytes BEFORE = MailboxRig.text("before");
    private static final Bytes AFTER = MailboxRig.text("after");

    private final MailboxRig rig = new MailboxRig();

    RestoreFenceTest() {
        rig.ask(tx -> rig.mailboxes().create(tx, BOX, OWNER, TOKEN, true));
        RestoreFence.raise(rig.store, BEFORE);
        rig.publish("standing", List.of("c1", "c2"), List.of("k1"));
        rig.publish(4, false);
    }

    @Test
    void aStartUnderTheSameEpochDropsNothing() {
        // When
        int dropped = RestoreFence.raise(rig.store, BEFORE);

        // Then
        assertEquals(0, dropped);
        assertEquals(bundle(Optional.of("c1"), Optional.of("k1")), rig.fetch(1, TOKEN));
    }

    @Test
    void aStartUnderAnotherEpochDropsEveryOneTimePrekeyAndServesTheStandingPart() {
        // When
        int dropped = RestoreFence.raise(rig.store, AFTER);

        // Then
        assertEquals(3, dropped);
        assertEquals(bundle(Optional.empty(), Optional.empty()), rig.fetch(1, TOKEN));
        assertEquals(OptionalLong.of(4), rig.publish(5, false).publicationBefore());
    }

    @Test
    void whatIsPublishedAfterwardsStaysOverTheNextStart() {
        // Given
        RestoreFence.raise(rig.store, AFTER);
        rig.publish("standing", List.of("c3"), List.of());

        // When
        int dropped = RestoreFence.raise(rig.store, AFTER);

        // Then
        assertEquals(0, dropped);
        assertEquals(bundle(Optional.of("c3"), Optional.empty()), rig.fetch(1, TOKEN));
    }

    @Test
    void aStoreFromBeforeThereWereEpochsIsTakenForOnePutBack() {
        // Given
        MailboxRig old = new MailboxRig();
        old.ask(tx -> old.mailboxes().create(tx, BOX, OWNER, TOKEN, true));
        old.publish("standing", List.of("c1"), List.of());

        // When
        int dropped = RestoreFence.raise(old.store, AFTER);

        // Then
        assertEquals(1, dropped);
    }

    @Test
    void aStoreThatCannotBeWrittenIsNotUsed() {
        // Given
        Store unwritable = new Store() {
            @Override
            public org.waystation.federation.store.Batch begin() {
                throw new StoreFailure("no", new IOException());
            }

            @Override
            public void close() {}
        };

        // Then
        assertThrows(StoreFailure.class, () -> RestoreFence.raise(unwritable, AFTER));
    }

    private static Answer bundle(Optional<String> curve, Optional<String> kem) {
        return new Answer.Prekeys(OpaqueBundle.encode(
                MailboxRig.text("standing"), curve.map(MailboxRig::text), kem.map(MailboxRig::text)));
    }
}
