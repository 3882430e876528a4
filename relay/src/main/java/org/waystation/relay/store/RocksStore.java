package org.waystation.relay.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waystation.federation.store.Batch;
import org.waystation.federation.store.Store;
import org.waystation.federation.store.StoreFailure;
import org.waystation.federation.store.Table;

/**
 * The store on disk: transactions gather their writes in memory, over a cache of small rows, over {@link Rows} on a disk.
 * Every commit is synced before it returns.
 */
public final class RocksStore implements Store {
    private final Rows rows;
    private final RowCache cache = new RowCache();
    /** Whether the last write failed: nobody knows what of it is on the disk. */
    private boolean inDoubt;

    RocksStore(Rows rows) {
        this.rows = rows;
    }

    /**
     * Opens or creates the store in {@code directory}.
     *
     * @throws StoreFailure if it cannot be opened; another process that has it open is one reason
     */
    public static RocksStore open(Path directory, List<Table> tables) {
        return new RocksStore(RocksRows.open(directory, tables));
    }

    @Override
    public Batch begin() {
        if (inDoubt) {
            cache.clear();
        }
        return new Pending();
    }

    @Override
    public void close() {
        rows.close();
    }

    private final class Pending implements Batch {
        private final PendingWrites writes = new PendingWrites();

        @Override
        public Optional<byte[]> get(Table table, byte[] key) {
            Optional<PendingWrites.Change> written = writes.find(table, key);
            return written.isPresent() ? written.get().value().map(byte[]::clone) : committed(table, key);
        }

        private Optional<byte[]> committed(Table table, byte[] key) {
            Optional<byte[]> known = cache.find(table, key).map(byte[]::clone);
            if (known.isPresent()) {
                return known;
            }
            Optional<byte[]> read = rows.get(table, key);
            read.ifPresent(value -> cache.put(table, key.clone(), value.clone()));
            return read;
        }

        @Override
        public void put(Table table, byte[] key, byte[] value) {
            writes.put(table, key, value);
        }

        @Override
        public void delete(Table table, byte[] key) {
            writes.delete(table, key);
        }

        @Override
        public void deleteRange(Table table, byte[] from, byte[] to) {
            // Ranges here are short.
            List<byte[]> keys = new ArrayList<>();
            scan(table, from, to, (key, value) -> keys.add(key));
            keys.forEach(key -> delete(table, key));
        }

        @Override
        public void scan(Table table, byte[] from, byte[] to, RowVisitor visitor) {
            writes.scan(rows, table, from, to, visitor);
        }

        @Override
        public void mark() {
            writes.mark();
        }

        @Override
        public void undoToMark() {
            writes.undoToMark();
        }

        @Override
        public void commit() {
            // After a failed write the store works again when the disk has taken one, be it of nothing.
            if (writes.isEmpty() && !inDoubt) {
                return;
            }
            inDoubt = true;
            rows.write(writes);
            inDoubt = false;
            writes.forEach((table, key, value) ->
                    value.ifPresentOrElse(bytes -> cache.put(table, key, bytes), () -> cache.remove(table, key)));
        }

        @Override
        public void close() {
            // What was not committed is garbage.
        }
    }
}
