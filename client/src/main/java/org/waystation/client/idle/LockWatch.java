package org.waystation.client.idle;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Looks once a second whether a thread that waits for a person should stop waiting, on a thread of its own, and interrupts it
 * then, once. Made and closed by the thread that it watches.
 */
public final class LockWatch implements AutoCloseable {
    private static final long LOOK_EVERY_MILLIS = 1_000;

    private final BooleanSupplier due;
    private final Thread watched = Thread.currentThread();
    private final CountDownLatch closed = new CountDownLatch(1);

    @GuardedBy("this")
    private boolean ended;

    @GuardedBy("this")
    private boolean tripped;

    /** {@code due} is asked on the new thread; a failure of it counts for yes. */
    public LockWatch(BooleanSupplier due) {
        this.due = due;
        Thread thread = new Thread(this::run, "lock-watch");
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether it has interrupted. */
    public synchronized boolean hasTripped() {
        return tripped;
    }

    private void run() {
        try {
            while (!closed.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                if (isDue()) {
                    trip();
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isDue() {
        try {
            return due.getAsBoolean();
        } catch (RuntimeException e) {
            return true;
        }
    }

    private synchronized void trip() {
        if (!ended) {
            tripped = true;
            watched.interrupt();
        }
    }

    /** No interrupt of this watch is left over. */
    @Override
    public synchronized void close() {
        ended = true;
        closed.countDown();
        if (tripped) {
            Thread.interrupted();
        }
    }
}
