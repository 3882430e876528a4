package org.waystation.relay.turn;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waystation.federation.store.Store;
import org.waystation.protocol.fault.FaultCode;

/**
 * The one thread that reads and writes the store, and on which everything durable is decided. Takes what is waiting, up to
 * a batch, as one turn.
 */
public final class StoreThread implements StoreQueue, AutoCloseable {
    /** Tasks that one turn takes at most. */
    public static final int BATCH = 512;

    private static final double NANOS_PER_SECOND = 1e9;
    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

    /** A turn that takes longer than this waits for a disk that does not answer. */
    static final Duration STALLED_AFTER = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(StoreThread.class);

    private final BlockingQueue<Waiting> inbox = new LinkedBlockingQueue<>();
    private final InboxRoom room = new InboxRoom();
    private final StoreCycle cycle;
    private final Clock clock;
    private final TurnObserver observer;
    private final Thread thread;
    private volatile boolean stopping;
    private volatile boolean dead;
    private volatile @Nullable Instant turnBegan;

    private record Waiting(StoreTask task, boolean fromOutside) {}

    /** Hears of each turn; on the store's thread. */
    @FunctionalInterface
    public interface TurnObserver {
        void onTurn(int tasks, double seconds);
    }

    public StoreThread(Store store, Clock clock, TurnObserver observer) {
        this.cycle = new StoreCycle(store);
        this.clock = clock;
        this.observer = observer;
        this.thread = new Thread(this::loop, "store");
    }

    public void start() {
        thread.start();
    }

    @Override
    public boolean submit(StoreTask task) {
        Optional<FaultCode> refusal = takeIn(task);
        if (refusal.isPresent()) {
            task.onFailure(refusal.get());
            return false;
        }
        inbox.add(new Waiting(task, true));
        return true;
    }

    /** Counts a task from outside; or says why there is no place for it. */
    private Optional<FaultCode> takeIn(StoreTask task) {
        if (stopping) {
            return Optional.of(FaultCode.SHUTTING_DOWN);
        }
        if (dead) {
            return Optional.of(FaultCode.STORE_UNAVAILABLE);
        }
        return room.tryAcquire(task) ? Optional.empty() : Optional.of(FaultCode.BUSY);
    }

    @Override
    public void submitOwn(StoreTask task) {
        // Nobody would take it; the relay is not ready any more, and says so.
        if (!dead) {
            inbox.add(new Waiting(task, false));
        }
    }

    /** To be called before the start. */
    @Override
    public void whenInDoubt(Runnable listener) {
        cycle.whenInDoubt(listener);
    }

    /** Tasks that are waiting now. */
    public int waiting() {
        return inbox.size();
    }

    /** Whether the disk refused the last turn, or nobody writes to it any more. */
    public boolean isFailing() {
        return cycle.isFailing() || dead;
    }

    /** What keeps the store from working, in words; empty if nothing does. Cheap, and never waits. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (isFailing()) {
            problems.add("the store cannot be written");
        }
        if (cycle.isDamaged()) {
            problems.add("the store is damaged: stop the relay, and put back the newest copy");
        }
        if (cycle.isUnreadable()) {
            problems.add("rows of the store could not be read: its log says which, and why");
        }
        if (isStalled()) {
            problems.add("the disk does not answer");
        }
        return problems;
    }

    /** Whether the turn under way has been waiting for the disk for so long that something must be wrong with it. */
    public boolean isStalled() {
        Instant began = turnBegan;
        return began != null && Duration.between(began, clock.instant()).compareTo(STALLED_AFTER) > 0;
    }

    private void loop() {
        try {
            turns();
        } finally {
            // Only what ends a thread against its will, such as no memory, comes here before the stop.
            dead = !stopping;
        }
    }

    private void turns() {
        while (!stopping || !inbox.isEmpty()) {
            try {
                turn();
            } catch (InterruptedException stop) {
                return;
            } catch (RuntimeException bug) {
                LOG.error("the store's thread met a mistake of ours", bug);
            }
        }
    }

    private void turn() throws InterruptedException {
        Waiting first = inbox.poll(1, TimeUnit.SECONDS);
        if (first == null) {
            return;
        }
        List<Waiting> batch = new ArrayList<>();
        batch.add(first);
        inbox.drainTo(batch, BATCH - 1);
        batch.stream().filter(Waiting::fromOutside).map(Waiting::task).forEach(room::release);
        long started = System.nanoTime();
        Instant now = clock.instant();
        turnBegan = now;
        cycle.run(batch.stream().map(Waiting::task).toList(), now);
        turnBegan = null;
        observer.onTurn(batch.size(), (System.nanoTime() - started) / NANOS_PER_SECOND);
    }

    /** Finishes what has been taken and stops. Safe to call twice. */
    @Override
    public void close() {
        stopping = true;
        // A last task, so that a thread that waits for one notices at once.
        submitOwn(new OwnEvent(() -> {}));
        try {
            thread.join(LONGEST_STOP.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.error("the store's thread did not stop; what was acknowledged is on disk all the same");
        }
    }
}
