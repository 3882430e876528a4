package org.waystation.relay.turn;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.waystation.federation.store.Store;
import org.waystation.protocol.fault.FaultCode;

/** The store's thread without a thread: tasks wait until the test runs a turn. */
public final class InlineQueue implements StoreQueue {
    private final StoreCycle cycle;
    private final Supplier<Instant> clock;
    private final Deque<StoreTask> inbox = new ArrayDeque<>();
    private boolean busy;

    public InlineQueue(Store store, Supplier<Instant> clock) {
        this.cycle = new StoreCycle(store);
        this.clock = clock;
    }

    @Override
    public synchronized boolean submit(StoreTask task) {
        if (busy) {
            task.onFailure(FaultCode.BUSY);
            return false;
        }
        return inbox.add(task);
    }

    @Override
    public synchronized void submitOwn(StoreTask task) {
        inbox.add(task);
    }

    @Override
    public void whenInDoubt(Runnable listener) {
        cycle.whenInDoubt(listener);
    }

    /** Whether the inbox refuses what comes from outside. */
    public synchronized void setBusy(boolean full) {
        busy = full;
    }

    public synchronized int waiting() {
        return inbox.size();
    }

    /** One turn of at most so many tasks. */
    public void turn(int most) {
        List<StoreTask> tasks = new ArrayList<>();
        synchronized (this) {
            while (tasks.size() < most && !inbox.isEmpty()) {
                tasks.add(inbox.remove());
            }
        }
        cycle.run(tasks, clock.get());
    }

    /** Turns until nothing waits. */
    public void drain() {
        while (waiting() > 0) {
            turn(8);
        }
    }
}
