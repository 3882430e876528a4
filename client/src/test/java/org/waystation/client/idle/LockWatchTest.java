package org.waystation.client.idle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every wait here has an end, for a watch that does not do its work shall fail a test and not hang the build. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LockWatchTest {
    private static final int LONG_SECONDS = 30;

    private final AtomicInteger asked = new AtomicInteger();
    private final CompletableFuture<Thread> watching = new CompletableFuture<>();

    private boolean due() {
        asked.incrementAndGet();
        watching.complete(Thread.currentThread());
        return true;
    }

    @Test
    void whoWaitsIsInterruptedOnce() throws Exception {
        try (LockWatch watch = new LockWatch(this::due)) {
            // When
            assertThrows(InterruptedException.class, () -> new CountDownLatch(1).await(LONG_SECONDS, TimeUnit.SECONDS));

            // Then: a second interrupt would end the joining, and a thread that has ended gives none.
            assertTrue(watch.hasTripped());
            Thread watcher = watching.get(LONG_SECONDS, TimeUnit.SECONDS);
            watcher.join(TimeUnit.SECONDS.toMillis(LONG_SECONDS));
            assertFalse(watcher.isAlive());
            assertEquals(1, asked.get());
            assertFalse(Thread.currentThread().isInterrupted());
        }
    }

    @Test
    void anInterruptThatNobodyHasMetIsTakenBackAtTheEnd() {
        // Given
        LockWatch watch = new LockWatch(this::due);
        while (!watch.hasTripped()) {
            Thread.onSpinWait();
        }
        assertTrue(Thread.currentThread().isInterrupted());

        // When
        watch.close();

        // Then
        assertFalse(Thread.currentThread().isInterrupted());
    }

    @Test
    void aQuestionThatFailsCountsForYes() {
        try (LockWatch watch = new LockWatch(LockWatchTest::fails)) {
            // When
            assertThrows(InterruptedException.class, () -> new CountDownLatch(1).await(LONG_SECONDS, TimeUnit.SECONDS));

            // Then
            assertTrue(watch.hasTripped());
        }
    }

    private static boolean fails() {
        throw new IllegalStateException("asked at the wrong time");
    }
}
