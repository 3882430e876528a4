package org.waystation.relay.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.waystation.federation.store.Batch;
import org.waystation.federation.store.StoreFailure;
import org.waystation.federation.store.Table;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.relay.store.BrittleStore;

/** One turn of the store's thread: who loses what, and who hears of it. */
class StoreCycleTest {
    private static final Table TABLE = new Table("table");
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    private final BrittleStore store = new BrittleStore();
    private final StoreCycle cycle = new StoreCycle(store);
    private final List<String> heard = new ArrayList<>();

    @Test
    void actionsRunAfterTheCommitInTheOrderOfTheirTasks() {
        // Given
        List<StoreTask> tasks = List.of(
                task("first", tx -> {
                    tx.put(TABLE, key(1), key(1));
                    heard.add("first decides");
                }),
                task(
                        "second",
                        tx -> heard.add(
                                "second decides, sees " + tx.get(TABLE, key(1)).isPresent())));

        // When
        cycle.run(tasks, NOW);

        // Then
        assertEquals(List.of("first decides", "second decides, sees true", "first done", "second done"), heard);
        assertTrue(isStored(1));
    }

    @Test
    void taskThatThrowsLosesOnlyItsOwnWritesAndActions() {
        // Given
        StoreTask wrong = task("wrong", tx -> {
            tx.put(TABLE, key(2), key(2));
            tx.delete(TABLE, key(1));
            throw new IllegalStateException("a mistake made for this test");
        });

        // When
        cycle.run(List.of(put(1), wrong, put(3)), NOW);

        // Then
        assertEquals(List.of("1 done", "3 done", "wrong failed INTERNAL"), heard);
        assertTrue(isStored(1));
        assertFalse(isStored(2));
        assertTrue(isStored(3));
        assertFalse(cycle.isFailing());
    }

    @Test
    void taskThatThrowsAnErrorIsNoWorse() {
        // Given
        StoreTask wrong = task("wrong", tx -> {
            throw new AssertionError("a mistake made for this test");
        });

        // When
        cycle.run(List.of(wrong, put(1)), NOW);

        // Then
        assertEquals(List.of("1 done", "wrong failed INTERNAL"), heard);
    }

    @Test
    void failingCommitTellsEverybodyAndNothingIsDone() {
        // Given
        store.failAt(BrittleStore.Fault.COMMIT);

        // When
        cycle.run(List.of(put(1), put(2)), NOW);

        // Then
        assertEquals(List.of("1 failed STORE_UNAVAILABLE", "2 failed STORE_UNAVAILABLE"), heard);
        assertTrue(cycle.isFailing());
        store.failAt(BrittleStore.Fault.NONE);
        assertFalse(isStored(1));
    }

    @Test
    void storeThatIsGoneInTheMiddleOfATurnTellsEverybody() {
        // Given
        store.failAt(BrittleStore.Fault.READ);
        StoreTask reader = task("reader", tx -> heard.add("found " + tx.get(TABLE, key(9))));

        // When
        cycle.run(List.of(put(1), reader, put(2)), NOW);

        // Then
        assertEquals(
                List.of("1 failed STORE_UNAVAILABLE", "reader failed STORE_UNAVAILABLE", "2 failed STORE_UNAVAILABLE"),
                heard);
    }

    @Test
    void damagedRowCostsOnlyTheTaskThatReadsItAndIsNotForgottenWhenOthersSucceed() {
        // Given
        StoreTask reader = task("reader", tx -> {
            tx.put(TABLE, key(9), key(9));
            throw StoreFailure.ofDamage("a row that was damaged for this test");
        });

        // When
        cycle.run(List.of(put(1), reader, put(2)), NOW);
        cycle.run(List.of(put(3)), NOW);

        // Then
        assertEquals(List.of("1 done", "2 done", "reader failed STORE_UNAVAILABLE", "3 done"), heard);
        assertFalse(isStored(9));
        assertTrue(cycle.isDamaged());
        assertFalse(cycle.isFailing());
    }

    @Test
    void damagedRowThatATaskGoesOnWithoutIsInTheStatusAllTheSame() {
        // Given
        StoreTask sweeper = task(
                "sweeper",
                tx -> tx.bear(() -> {
                    throw StoreFailure.ofDamage("a row that was damaged for this test");
                }));

        // When
        cycle.run(List.of(sweeper), NOW);

        // Then
        assertEquals(List.of("sweeper done"), heard);
        assertTrue(cycle.isDamaged());
    }

    @Test
    void rowThatCannotBeReadCostsOnlyTheTaskThatNeedsItAndTheStatusSaysSo() {
        // Given
        StoreTask reader = task("reader", tx -> {
            throw StoreFailure.ofReading("a bad sector made for this test", new IOException());
        });

        // When
        cycle.run(List.of(put(1), reader, put(2)), NOW);

        // Then
        assertEquals(List.of("1 done", "2 done", "reader failed STORE_UNAVAILABLE"), heard);
        assertTrue(cycle.isUnreadable());
        assertFalse(cycle.isDamaged());
        assertFalse(cycle.isFailing());
    }

    @Test
    void storeThatCannotBeginTellsEverybodyAndIsUsedAgainOnceItCan() {
        // Given
        store.failAt(BrittleStore.Fault.BEGIN);
        cycle.run(List.of(put(1)), NOW);

        // When
        store.failAt(BrittleStore.Fault.NONE);
        cycle.run(List.of(put(2)), NOW);

        // Then
        assertEquals(List.of("1 failed STORE_UNAVAILABLE", "2 done"), heard);
        assertFalse(cycle.isFailing());
    }

    @Test
    void mistakeInTheCommitItselfTellsEverybody() {
        // Given
        store.failAt(BrittleStore.Fault.BUG);

        // When
        cycle.run(List.of(put(1), put(2)), NOW);

        // Then
        assertEquals(List.of("1 failed INTERNAL", "2 failed INTERNAL"), heard);
    }

    @Test
    void failedCommitIsInDoubtBeforeAnybodyIsToldOfTheFailure() {
        // Given
        cycle.whenInDoubt(() -> heard.add("in doubt"));
        store.failAt(BrittleStore.Fault.AFTER_COMMIT);

        // When
        cycle.run(List.of(put(1), put(2)), NOW);

        // Then
        assertEquals(List.of("in doubt", "1 failed STORE_UNAVAILABLE", "2 failed STORE_UNAVAILABLE"), heard);
        store.failAt(BrittleStore.Fault.NONE);
        assertTrue(isStored(1));
    }

    @Test
    void mistakeInTheCommitItselfLeavesADoubtToo() {
        // Given
        cycle.whenInDoubt(() -> heard.add("in doubt"));
        store.failAt(BrittleStore.Fault.BUG);

        // When
        cycle.run(List.of(put(1)), NOW);

        // Then
        assertEquals(List.of("in doubt", "1 failed INTERNAL"), heard);
    }

    @Test
    void whatFailsBeforeTheCommitLeavesNoDoubt() {
        // Given
        cycle.whenInDoubt(() -> heard.add("in doubt"));
        StoreTask reader = task("reader", tx -> tx.get(TABLE, key(9)));

        for (BrittleStore.Fault each : List.of(BrittleStore.Fault.BEGIN, BrittleStore.Fault.READ)) {
            // When
            heard.clear();
            store.failAt(each);
            cycle.run(List.of(put(1), reader), NOW);

            // Then
            assertEquals(List.of("1 failed STORE_UNAVAILABLE", "reader failed STORE_UNAVAILABLE"), heard);
        }
    }

    @Test
    void actionThatThrowsDoesNotKeepTheOthersFromRunning() {
        // Given
        StoreTask wrong = new StoreTask() {
            @Override
            public void run(Transaction tx, Instant now) {
                tx.afterCommit(() -> {
                    throw new IllegalStateException("a mistake made for this test");
                });
            }

            @Override
            public void onFailure(FaultCode code) {
                heard.add("wrong failed");
            }
        };

        // When
        cycle.run(List.of(wrong, put(1)), NOW);

        // Then
        assertEquals(List.of("1 done"), heard);
    }

    @Test
    void ownEventHappensDiskOrNoDisk() {
        // Given
        store.failAt(BrittleStore.Fault.COMMIT);

        // When
        cycle.run(List.of(put(1), new OwnEvent(() -> heard.add("event"))), NOW);

        // Then
        assertEquals(List.of("1 failed STORE_UNAVAILABLE", "event"), heard);
    }

    private StoreTask put(int number) {
        return task(Integer.toString(number), tx -> tx.put(TABLE, key(number), key(number)));
    }

    private StoreTask task(String name, Consumer<Transaction> work) {
        return new StoreTask() {
            @Override
            public void run(Transaction tx, Instant now) {
                tx.afterCommit(() -> heard.add(name + " done"));
                work.accept(tx);
            }

            @Override
            public void onFailure(FaultCode code) {
                heard.add(name + " failed " + code);
            }
        };
    }

    private boolean isStored(int number) {
        try (Batch batch = store.begin()) {
            Optional<byte[]> found = batch.get(TABLE, key(number));
            return found.isPresent();
        }
    }

    private static byte[] key(int number) {
        return new byte[] {(byte) number};
    }
}
