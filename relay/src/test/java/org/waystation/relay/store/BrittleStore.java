package org.waystation.relay.store;

import java.util.Optional;
import org.waystation.federation.store.Batch;
import org.waystation.federation.store.InMemoryStore;
import org.waystation.federation.store.Store;
import org.waystation.federation.store.StoreFailure;
import org.waystation.federation.store.Table;

/** A store that fails when it is told to: at the start, at a read, or at the commit. */
public final class BrittleStore implements Store {
    private final Store inner = new InMemoryStore();
    private volatile Fault fault = Fault.NONE;

    /** Where it fails. */
    public enum Fault {
        NONE,
        BEGIN,
        READ,
        COMMIT,
        /** At the commit too, but the rows are there all the same. */
        AFTER_COMMIT,
        /** At the commit too, but by a mistake of ours. */
        BUG
    }

    public void failAt(Fault next) {
        fault = next;
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
