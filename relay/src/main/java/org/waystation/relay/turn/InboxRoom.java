package org.waystation.relay.turn;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Room for tasks from outside that wait for the store's thread: so many of them, holding so much. A disk that stands still would
 * otherwise fill the memory with what members and partners bring meanwhile.
 *
 * <p>Safe for any thread.
 */
public final class InboxRoom {
    /** Tasks that may wait; more are refused. */
    public static final int MOST_TASKS = 8_192;

    /** Bytes of content that they may hold together. */
    public static final long MOST_BYTES = 64L << 20;

    private final AtomicInteger tasks = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    /** Whether there is room for the task, which has it until {@link #release}. */
    public boolean tryAcquire(StoreTask task) {
        int waiting = tasks.incrementAndGet();
        long held = bytes.addAndGet(task.heldBytes());
        boolean fits = waiting <= MOST_TASKS && held <= MOST_BYTES;
        if (!fits) {
            release(task);
        }
        return fits;
    }

    public void release(StoreTask task) {
        tasks.decrementAndGet();
        bytes.addAndGet(-task.heldBytes());
    }
}
