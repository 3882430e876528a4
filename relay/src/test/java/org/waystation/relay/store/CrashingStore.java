package org.waystation.relay.store;

import java.util.Optional;
import org.waystation.federation.store.Batch;
import org.waystation.federation.store.Store;
import org.waystation.federation.store.StoreFailure;
import org.waystation.federation.store.Table;

/** A store whose process dies at a commit: what came before it is on the disk, nothing more is done. */
final class CrashingStore implements Store {
    private final Store inner;
    private final boolean afterwards;
    private int commitsLeft;

    /**
     * @param commits that succeed before the one that does not
     * @param afterwards whether the rows of that one are on the disk
     */
    CrashingStore(Store inner, int commits, boolean afterwards) {
        this.inner = inner;
        this.commitsLeft = commits;
        this.afterwards = afterwards;
    }

    @Override
    public Batch begin() {
        return new CrashingBatch(inner.begin());
    }

    @Override
    public void close() {
        inner.close();
    }

    private final class CrashingBatch implements Batch {
        private final Batch batch;

        CrashingBatch(Batch batch) {
            this.batch = batch;
        }

        @Override
        public void commit() {
            if (commitsLeft-- > 0) {
                batch.commit();
                return;
            }
            if (afterwards) {
                batch.commit();
            }
            throw new StoreFailure("crashed in this test");
        }

        @Override
        public Optional<byte[]> get(Table table, byte[] key) {
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
        public void close() {
            batch.close();
        }
    }
}
