package org.waystation.relay.store;

import java.util.Optional;
import org.waystation.federation.store.Batch;
import org.waystation.federation.store.InMemoryStore;
import org.waystation.federation.store.Store;
import org.waystation.federation.store.StoreFailure;
import org.waystation.federation.store.Table;

/** A store that fails when it is told to: at the start, at a read, or at the commit. */
public final class BrittleStore implements Store {
    private final Store inner;
    private volatile Fault fault = Fault.NONE;
    private boolean stalling;

    /** Where it fails. */
    public enum Fault {
        NONE,
        BEGIN,
        READ,
        COMMIT,
        /** At the commit too, but the rows are there all the same. */
        AFTER_COMMIT,
        /** At no point, but the commit takes until the fault is another. */
        STALL,
        /** At the commit too, but by a mistake of ours. */
        BUG
    }

    public BrittleStore() {
        this(new InMemoryStore());
    }

    public BrittleStore(Store inner) {
        this.inner = inner;
    }

    /** Whether a commit is held up now. */
    public synchronized boolean isStalling() {
        return stalling;
    }

    public synchronized void failAt(Fault next) {
        fault = next;
        notifyAll();
    }

    private synchronized void stall() {
        try {
            while (fault == Fault.STALL) {
                stalling = true;
                wait();
            }
            stalling = false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void check(Fault here) {
        if (fault == here) {
            throw new StoreFailure("no space left on this test", new java.io.IOException());
        }
    }

    @Override
    public Batch begin() {
        check(Fault.BEGIN);
        return new BrittleBatch(inner.begin());
    }

    @Override
    public void close() {
        inner.close();
    }

    private final class BrittleBatch implements Batch {
        private final Batch batch;

        BrittleBatch(Batch batch) {
            this.batch = batch;
        }

        @Override
        public Optional<byte[]> get(Table table, byte[] key) {
            check(Fault.READ);
            return batch.get(table, key);
        }

        @Override
        public void put(Table table, byte[] key, byte[] value) {
            batch.put(table, key, value);
        }

        @Override
        public void delete(Table table, byte[] key) {
            batch.delete(table, key);
        }

        @Override
        public void deleteRange(Table table, byte[] from, byte[] to) {
            batch.deleteRange(table, from, to);
        }

        @Override
        public void scan(Table table, byte[] from, byte[] to, RowVisitor visitor) {
            check(Fault.READ);
            batch.scan(table, from, to, visitor);
        }

        @Override
        public void mark() {
            batch.mark();
        }

        @Override
        public void undoToMark() {
            batch.undoToMark();
        }

        @Override
        public void commit() {
            stall();
            check(Fault.COMMIT);
            if (fault == Fault.BUG) {
                throw new IllegalStateException("a mistake made for this test");
            }
            batch.commit();
            check(Fault.AFTER_COMMIT);
        }

        @Override
        public void close() {
            batch.close();
        }
    }
}
