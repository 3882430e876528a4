package org.waystation.federation.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A transaction as the deciding code sees it: rows, and what to do once they are durable. Nothing that leaves the process
 * or changes memory may happen before the commit, so all of it goes through {@link #afterCommit}.
 *
 * <p>Confined to the store's thread.
 */
public final class Transaction {
    private final Object identity = new Object();
    private final Batch batch;
    private final List<Runnable> afterCommit = new ArrayList<>();
    private int markedActions;
    private Optional<StoreFailure> borne = Optional.empty();

    public Transaction(Batch batch) {
        this.batch = batch;
    }

    /** Something that is this transaction's alone and keeps nothing of it in memory: to remember by which one it was. */
    public Object identity() {
        return identity;
    }

    public Optional<byte[]> get(Table table, byte[] key) {
        return batch.get(table, key);
    }

    public void put(Table table, byte[] key, byte[] value) {
        batch.put(table, key, value);
    }

    public void delete(Table table, byte[] key) {
        batch.delete(table, key);
    }

    public void deleteRange(Table table, byte[] from, byte[] to) {
        batch.deleteRange(table, from, to);
    }

    public void scan(Table table, byte[] from, byte[] to, Batch.RowVisitor visitor) {
        batch.scan(table, from, to, visitor);
    }

    /**
     * Reads what is wanted and can be done without: nothing if rows of it are damaged or cannot be read, which goes to the
     * operator by {@link #borne}. Writes that {@code reading} did before are not undone.
     */
    public <T> Optional<T> bear(Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (StoreFailure failure) {
            if (!failure.isOfRows()) {
                throw failure;
            }
            borne = Optional.of(failure);
            return Optional.empty();
        }
    }

    /** The last failure that a task went on without. */
    public Optional<StoreFailure> borne() {
        return borne;
    }

    /** Runs {@code action} on this thread once everything written so far is durable; never if it does not become so. */
    public void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    /** Starts a part that can be undone alone. */
    public void mark() {
        batch.mark();
        markedActions = afterCommit.size();
    }

    /** Undoes the writes and the actions since the mark. */
    public void undoToMark() {
        batch.undoToMark();
        afterCommit.subList(markedActions, afterCommit.size()).clear();
    }

    /** Commits, then hands back what is to be done now, in order. */
    public List<Runnable> commit() {
        batch.commit();
        return List.copyOf(afterCommit);
    }
}
