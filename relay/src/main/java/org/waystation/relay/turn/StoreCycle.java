package org.waystation.relay.turn;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waystation.federation.store.Batch;
import org.waystation.federation.store.Store;
import org.waystation.federation.store.StoreFailure;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.limits.LineBudget;

/**
 * One turn of the store's thread: many tasks, one synced commit, then everything that was waiting for it. A task that
 * throws, or that needs a row which is damaged or cannot be read, loses its own writes only; a store that fails loses the turn, and
 * everybody is told.
 *
 * <p>A commit that failed may turn out to be on the disk once that works again. Nobody was told so, and whoever tries again
 * meets rows that memory has never heard of; {@link #whenInDoubt} is for bringing memory up to the rows.
 */
public final class StoreCycle {
    private static final Logger LOG = LoggerFactory.getLogger(StoreCycle.class);

    private final Store store;
    private Runnable inDoubt = () -> {};
    private boolean doubted;
    private volatile boolean failing;
    private volatile boolean damaged;
    private volatile boolean unreadable;
    private final LineBudget<RowTrouble> lines = new LineBudget<>();

    private enum RowTrouble {
        DAMAGED,
        UNREADABLE
    }

    public StoreCycle(Store store) {
        this.store = store;
    }

    /** @param listener see {@link StoreQueue#whenInDoubt} */
    public void whenInDoubt(Runnable listener) {
        inDoubt = listener;
    }

    /** Whether the last turn could not be made durable; true before anybody is told of it. Safe for any thread. */
    public boolean isFailing() {
        return failing;
    }

    /** Whether a row was not what had been written, ever since the start: no success elsewhere mends it. Safe for any thread. */
    public boolean isDamaged() {
        return damaged;
    }

    /** Whether a row could not be read, ever since the start. Safe for any thread. */
    public boolean isUnreadable() {
        return unreadable;
    }

    public void run(List<StoreTask> tasks, Instant now) {
        List<Refusal> refused = new ArrayList<>();
        List<Runnable> actions;
        boolean committing = false;
        try (Batch batch = store.begin()) {
            Transaction tx = new Transaction(batch);
            for (StoreTask task : tasks) {
                runOne(task, tx, now).ifPresent(code -> refused.add(new Refusal(task, code)));
            }
            tx.borne().ifPresent(failure -> onRowTrouble(failure, now));
            committing = true;
            actions = tx.commit();
        } catch (StoreFailure failure) {
            doubt(committing);
            onStoreFailure(failure, tasks, now);
            return;
        } catch (RuntimeException bug) {
            LOG.error("a turn of the store's thread failed because of a mistake of ours", bug);
            doubt(committing);
            tasks.forEach(task -> runAction(() -> task.onFailure(FaultCode.INTERNAL)));
            return;
        }
        onStoreWorks();
        actions.forEach(StoreCycle::runAction);
        refused.forEach(each -> runAction(() -> each.task().onFailure(each.code())));
    }

    private void doubt(boolean committing) {
        // Once for a run of failures: what is in doubt stays so until a turn succeeds.
        if (committing && !doubted) {
            doubted = true;
            runAction(inDoubt);
        }
    }

    private record Refusal(StoreTask task, FaultCode code) {}

    /** Why it came to nothing. */
    private Optional<FaultCode> runOne(StoreTask task, Transaction tx, Instant now) {
        tx.mark();
        try {
            task.run(tx, now);
            return Optional.empty();
        } catch (StoreFailure failure) {
            if (!failure.isOfRows()) {
                throw failure;
            }
            onRowTrouble(failure, now);
            tx.undoToMark();
            return Optional.of(FaultCode.STORE_UNAVAILABLE);
        } catch (RuntimeException | AssertionError bug) {
            LOG.error("a task of the store's thread failed because of a mistake of ours", bug);
            tx.undoToMark();
            return Optional.of(FaultCode.INTERNAL);
        }
    }

    private void onRowTrouble(StoreFailure failure, Instant now) {
        if (failure.isDamage()) {
            damaged = true;
            lines.onEvent(RowTrouble.DAMAGED, now)
                    .ifPresent(left -> LOG.error(
                            "the store is damaged: {}. What needs the damaged rows is refused; stop the relay, and put the newest"
                                    + " copy in its place{}",
                            failure.getMessage(),
                            LineBudget.leftOut(left)));
        } else {
            unreadable = true;
            lines.onEvent(RowTrouble.UNREADABLE, now)
                    .ifPresent(left -> LOG.error(
                            "rows of the store cannot be read: {}. What needs them is refused; look at the disk, and at the limit"
                                    + " of open files{}",
                            failure.getMessage(),
                            LineBudget.leftOut(left)));
        }
    }

    private static void runAction(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | AssertionError bug) {
            LOG.error("an action after a commit failed because of a mistake of ours", bug);
        }
    }

    private void onStoreFailure(StoreFailure failure, List<StoreTask> tasks, Instant now) {
        if (!failing) {
            LOG.error("the store cannot be written: {}. Nothing is acknowledged until it can", failure.getMessage());
        }
        failing = true;
        if (failure.isOfRows()) {
            onRowTrouble(failure, now);
        }
        tasks.forEach(task -> runAction(() -> task.onFailure(FaultCode.STORE_UNAVAILABLE)));
    }

    private void onStoreWorks() {
        if (failing) {
            LOG.info("the store can be written again");
        }
        if (doubted) {
            doubted = false;
            runAction(inDoubt);
        }
        failing = false;
    }
}
