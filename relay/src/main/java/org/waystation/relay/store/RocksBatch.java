package org.waystation.relay.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatchWithIndex;
import org.waystation.federation.store.Batch;
import org.waystation.federation.store.StoreFailure;
import org.waystation.federation.store.Table;

/** One transaction on {@link RocksStore}: an indexed write batch over the database. */
final class RocksBatch implements Batch {
    private final RocksStore store;
    private final WriteBatchWithIndex writes;
    private boolean marked;

    RocksBatch(RocksStore store, WriteBatchWithIndex writes) {
        this.store = store;
        this.writes = writes;
    }

    @Override
    public Optional<byte[]> get(Table table, byte[] key) {
        try {
            return Optional.ofNullable(writes.getFromBatchAndDB(store.db(), store.family(table), store.reads(), key));
        } catch (RocksDBException e) {
            throw failure(e);
        }
    }

    @Override
    public void put(Table table, byte[] key, byte[] value) {
        try {
            writes.put(store.family(table), key, value);
        } catch (RocksDBException e) {
            throw failure(e);
        }
    }

    @Override
    public void delete(Table table, byte[] key) {
        try {
            writes.delete(store.family(table), key);
        } catch (RocksDBException e) {
            throw failure(e);
        }
    }

    @Override
    public void deleteRange(Table table, byte[] from, byte[] to) {
        // An indexed batch knows no range deletes; ranges here are short.
        List<byte[]> keys = new ArrayList<>();
        scan(table, from, to, (key, value) -> keys.add(key));
        keys.forEach(key -> delete(table, key));
    }

    @Override
    public void scan(Table table, byte[] from, byte[] to, RowVisitor visitor) {
        try (RocksIterator base = store.db().newIterator(store.family(table), store.reads());
                RocksIterator rows = writes.newIteratorWithBase(store.family(table), base)) {
            for (rows.seek(from); rows.isValid(); rows.next()) {
                byte[] key = rows.key();
                if (Arrays.compareUnsigned(key, to) >= 0 || !visitor.visit(key, rows.value())) {
                    return;
                }
            }
            rows.status();
        } catch (RocksDBException e) {
            throw failure(e);
        }
    }

    @Override
    public void mark() {
        try {
            if (marked) {
                writes.popSavePoint();
            }
            writes.setSavePoint();
            marked = true;
        } catch (RocksDBException e) {
            throw failure(e);
        }
    }

    @Override
    public void undoToMark() {
        try {
            writes.rollbackToSavePoint();
            // RocksDB takes the mark away with what it undoes; ours stays.
            writes.setSavePoint();
        } catch (RocksDBException e) {
            throw failure(e);
        }
    }

    @Override
    public void commit() {
        if (writes.count() > 0) {
            store.write(writes);
        }
    }

    @Override
    public void close() {
        writes.close();
    }

    private static StoreFailure failure(RocksDBException e) {
        return new StoreFailure(String.valueOf(e.getMessage()), e);
    }
}
