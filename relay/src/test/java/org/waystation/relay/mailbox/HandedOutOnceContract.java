package org.waystation.relay.mailbox;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waystation.federation.store.Batch;
import org.waystation.federation.store.Store;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.sealed.Answer;
import org.waystation.protocol.sealed.Call;
import org.waystation.relay.turn.StoreCycle;
import org.waystation.relay.turn.StoreTask;
import org.waystation.relay.turn.StoreThread;

/** No one-time prekey leaves a relay twice, whatever the store behind it. */
abstract class HandedOutOnceContract {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PREKEYS = 32;
    private static final int ASKERS = 4;
    private static final int REQUESTS_EACH = 12;

    private final Mailboxes mailboxes = new Mailboxes(SecretKey32.copyOf(new byte[32]), MailboxLimits.DEFAULT);
    private final FrontDoors frontDoors = new FrontDoors(mailboxes);
    private final List<Answer> answers = new CopyOnWriteArrayList<>();
    private Store store;

    abstract Store open();

    @BeforeEach
    void publish() {
        store = open();
        List<Bytes> keys = IntStream.range(0, PREKEYS)
                .mapToObj(each -> MailboxRig.text("key " + each))
                .toList();
        try (Batch batch = store.begin()) {
            Transaction tx = new Transaction(batch);
            mailboxes.create(tx, MailboxRig.BOX, MailboxRig.OWNER, MailboxRig.TOKEN, true);
            frontDoors.publish(
                    tx, new ToRelay.PublishPrekeys(MailboxRig.BOX, MailboxRig.text("standing"), keys, keys, 1, false));
            tx.commit();
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void twoRequestsInOneTurnGetDifferentPrekeys() {
        // When
        new StoreCycle(store).run(List.of(new Fetch(1), new Fetch(2)), Instant.now());

        // Then
        assertEquals(2, answers.size());
        assertNotEquals(answers.get(0), answers.get(1));
        assertEquals(PREKEYS - 2, inStock());
    }

    @Test
    void requestsFromManyAtOnceNeverGetTheSame() throws InterruptedException {
        // Given
        StoreThread thread = new StoreThread(store, Clock.systemUTC(), (tasks, seconds) -> {});
        thread.start();

        // When
        List<Thread> askers = new ArrayList<>();
        for (int asker = 0; asker < ASKERS; asker++) {
            int first = asker * REQUESTS_EACH;
            Thread one = new Thread(
                    () -> IntStream.range(0, REQUESTS_EACH).forEach(each -> thread.submit(new Fetch(first + each))));
            askers.add(one);
            one.start();
        }
        for (Thread each : askers) {
            each.join();
        }
        await().atMost(PATIENCE).until(() -> answers.size() == ASKERS * REQUESTS_EACH);
        thread.close();

        // Then: each of the prekeys once, and for the rest the standing part alone.
        assertEquals(PREKEYS + 1, new HashSet<>(answers).size());
        assertEquals(0, inStock());
    }

    @Test
    void aPrekeyIsOffTheStoreWhenItsAnswerLeaves() {
        // Given
        List<Integer> stock = new ArrayList<>();
        StoreTask fetch = new Fetch(1) {
            @Override
            void leave(Answer answer) {
                stock.add(inStock());
            }
        };

        // When
        new StoreCycle(store).run(List.of(fetch), Instant.now());

        // Then
        assertEquals(List.of(PREKEYS - 1), stock);
    }

    @Test
    void aTurnThatCannotBeMadeDurableHandsOutNothing() {
        // Given
        StoreTask breaksTheTurn = new Fetch(2) {
            @Override
            public void run(Transaction tx, Instant now) {
                throw new org.waystation.federation.store.StoreFailure("the disk is gone", new java.io.IOException());
            }
        };

        // When
        new StoreCycle(store).run(List.of(new Fetch(1), breaksTheTurn), Instant.now());

        // Then
        assertTrue(answers.isEmpty());
        assertEquals(PREKEYS, inStock());
    }

    private int inStock() {
        try (Batch batch = store.begin()) {
            Transaction tx = new Transaction(batch);
            MailboxKey key = mailboxes.key(MailboxRig.BOX);
            int left = 0;
            for (Optional<Bytes> next = PrekeyRows.take(tx, key, PrekeyRows.RowKind.ONE_TIME_KEM);
                    next.isPresent();
                    next = PrekeyRows.take(tx, key, PrekeyRows.RowKind.ONE_TIME_KEM)) {
                left++;
            }
            return left;
        }
    }

    /** As a sealed request is carried out: the answer leaves after the commit. */
    private class Fetch implements StoreTask {
        private final Bytes digest;

        Fetch(int number) {
            digest = Bytes.wrap(MailboxRig.bytes(number, 32));
        }

        @Override
        public void run(Transaction tx, Instant now) {
            Call.FetchPrekeys call =
                    new Call.FetchPrekeys(now.getEpochSecond() + 3_600, MailboxRig.BOX, MailboxRig.TOKEN);
            Answer answer = frontDoors.fetch(tx, call, digest, now);
            tx.afterCommit(() -> leave(answer));
        }

        void leave(Answer answer) {
            answers.add(answer);
        }

        @Override
        public void onFailure(FaultCode code) {}
    }
}
