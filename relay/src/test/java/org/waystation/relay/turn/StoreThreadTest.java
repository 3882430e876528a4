package org.waystation.relay.turn;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.relay.store.BrittleStore;

/** The store's thread: its inbox, its end. */
class StoreThreadTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final BrittleStore store = new BrittleStore();
    private final StoreThread thread = new StoreThread(store, Clock.systemUTC(), (tasks, seconds) -> {});
    private final List<String> heard = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        thread.close();
    }

    @Test
    void tasksOfOneCallerRunInTheirOrder() {
        // Given
        thread.start();

        // When
        for (int i = 0; i < 2_000; i++) {
            thread.submit(task(Integer.toString(i)));
        }

        // Then
        await().atMost(PATIENCE).until(() -> heard.size() == 2_000);
        for (int i = 0; i < 2_000; i++) {
            assertEquals(i + " done", heard.get(i));
        }
    }

    @Test
    void fullInboxRefusesWhatComesFromOutsideAndTakesTheRelaysOwn() {
        // Given a thread that has not started
        for (int i = 0; i < InboxRoom.MOST_TASKS; i++) {
            thread.submit(task("waiting"));
        }

        // When
        thread.submit(task("one too many"));
        thread.submitOwn(task("own"));

        // Then
        assertEquals(List.of("one too many failed BUSY"), heard);
        assertEquals(InboxRoom.MOST_TASKS + 1, thread.waiting());
        thread.start();
        await().atMost(PATIENCE).until(() -> heard.contains("own done"));
        thread.submit(task("room again"));
        await().atMost(PATIENCE).until(() -> heard.contains("room again done"));
    }

    @Test
    void fewLargeTasksFillTheInboxAsManySmallOnesDo() {
        // Given a thread that has not started
        int large = 1 << 16;
        int fitting = (int) (InboxRoom.MOST_BYTES / large);
        for (int i = 0; i < fitting; i++) {
            thread.submit(task("waiting", large));
        }

        // When
        thread.submit(task("one too many", large));
        thread.submit(task("small"));

        // Then
        assertEquals(List.of("one too many failed BUSY"), heard);
        assertEquals(fitting + 1, thread.waiting());
        thread.start();
        await().atMost(PATIENCE).until(() -> heard.contains("small done"));
        thread.submit(task("room again", large));
        await().atMost(PATIENCE).until(() -> heard.contains("room again done"));
    }

    @Test
    void stopFinishesWhatWasTakenAndRefusesWhatComesAfter() {
        // Given
        for (int i = 0; i < 1_000; i++) {
            thread.submit(task("taken"));
        }
        thread.start();

        // When
        thread.close();
        thread.submit(task("late"));

        // Then
        assertEquals(1_001, heard.size());
        assertEquals(1_000, heard.stream().filter("taken done"::equals).count());
        assertEquals("late failed SHUTTING_DOWN", heard.get(1_000));
    }

    @Test
    void stopMayBeAskedForTwice() {
        // Given
        thread.start();
        thread.close();

        // When
        thread.close();

        // Then
        assertFalse(thread.isFailing());
    }

    @Test
    void failingDiskShowsAndSoDoesItsRecovery() {
        // Given
        store.failAt(BrittleStore.Fault.COMMIT);
        thread.start();
        thread.submit(task("first"));
        await().atMost(PATIENCE).until(thread::isFailing);

        // When
        store.failAt(BrittleStore.Fault.NONE);
        thread.submit(task("second"));

        // Then
        await().atMost(PATIENCE).until(() -> !thread.isFailing());
        assertEquals(List.of("first failed STORE_UNAVAILABLE", "second done"), heard);
    }

    @Test
    void threadThatDiedShowsAndTakesNothingMore() throws Exception {
        // Given
        CountDownLatch dying = new CountDownLatch(1);
        thread.start();

        // When
        thread.submitOwn(new OwnEvent(() -> {
            dying.countDown();
            throw new OutOfMemoryError("made for this test");
        }));
        dying.await();

        // Then
        await().atMost(PATIENCE).until(thread::isFailing);
        thread.submit(task("late"));
        assertTrue(heard.contains("late failed STORE_UNAVAILABLE"));
    }

    private StoreTask task(String name) {
        return task(name, 0);
    }

    private StoreTask task(String name, int bytes) {
        return new StoreTask() {
            @Override
            public int heldBytes() {
                return bytes;
            }

            @Override
            public void run(Transaction tx, Instant now) {
                tx.afterCommit(() -> heard.add(name + " done"));
            }

            @Override
            public void onFailure(FaultCode code) {
                heard.add(name + " failed " + code);
            }
        };
    }
}
