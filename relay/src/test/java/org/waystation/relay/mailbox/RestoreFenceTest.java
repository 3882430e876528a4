package org.waystation.relay.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.waystation.relay.mailbox.MailboxRig.BOX;
import static org.waystation.relay.mailbox.MailboxRig.OWNER;
import static org.waystation.relay.mailbox.MailboxRig.TOKEN;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.waystation.federation.store.Batch;
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
            public Batch begin() {
                throw new StoreFailure("no", new IOException());
            }

            @Override
            public void close() {}
        };

        // Then
        assertThrows(StoreFailure.class, () -> RestoreFence.raise(unwritable, AFTER));
    }

    // More than one transaction takes.

    /** Counts commits, and dies before those after {@code most}. */
    private static final class Dying implements Store {
        private final Store store;
        private final int most;
        private int commits;

        Dying(Store store, int most) {
            this.store = store;
            this.most = most;
        }

        @Override
        public Batch begin() {
            return begun(store.begin());
        }

        private Batch begun(Batch batch) {
            return (Batch) Proxy.newProxyInstance(
                    Batch.class.getClassLoader(), new Class<?>[] {Batch.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("commit") && ++commits > most) {
                            throw new StoreFailure("died", new IOException());
                        }
                        return method.invoke(batch, arguments);
                    });
        }

        @Override
        public void close() {}
    }

    private static MailboxRig full() {
        int each = RestoreFence.AT_ONCE;
        MailboxRig rig = new MailboxRig(new MailboxLimits(5, 10_000, Duration.ofDays(21), each));
        rig.ask(tx -> rig.mailboxes().create(tx, BOX, OWNER, TOKEN, true));
        RestoreFence.raise(rig.store, BEFORE);
        rig.publish("standing", prekeys("c", each), prekeys("k", each / 2));
        return rig;
    }

    private static List<String> prekeys(String kind, int count) {
        return IntStream.range(0, count).mapToObj(each -> kind + each).toList();
    }

    @Test
    void noTransactionDropsMoreThanASlice() {
        // Given
        MailboxRig full = full();
        Dying store = new Dying(full.store, 2);

        // When
        int dropped = RestoreFence.raise(store, AFTER);

        // Then
        assertEquals(RestoreFence.AT_ONCE + RestoreFence.AT_ONCE / 2, dropped);
        assertEquals(2, store.commits);
        assertEquals(bundle(Optional.empty(), Optional.empty()), full.fetch(1, TOKEN));
        assertEquals(0, RestoreFence.raise(full.store, AFTER), "the epoch is known now");
    }

    @Test
    void aStartThatDiesBetweenTwoSlicesIsMadeUpForByTheNext() {
        // Given
        MailboxRig full = full();
        assertThrows(StoreFailure.class, () -> RestoreFence.raise(new Dying(full.store, 1), AFTER));

        // When
        int dropped = RestoreFence.raise(full.store, AFTER);

        // Then
        assertEquals(RestoreFence.AT_ONCE / 2, dropped);
        assertEquals(bundle(Optional.empty(), Optional.empty()), full.fetch(1, TOKEN));
    }

    private static Answer bundle(Optional<String> curve, Optional<String> kem) {
        return new Answer.Prekeys(OpaqueBundle.encode(
                MailboxRig.text("standing"), curve.map(MailboxRig::text), kem.map(MailboxRig::text)));
    }
}
