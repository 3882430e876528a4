package org.waystation.relay.store;

import java.util.Optional;
import org.waystation.federation.store.Batch;
import org.waystation.federation.store.Table;

/** One transaction on a {@link SealedStore}. */
final class SealedBatch implements Batch {
    private final Batch inner;
    private final SealedRows rows;

    SealedBatch(Batch inner, SealedRows rows) {
        this.inner = inner;
        this.rows = rows;
    }

    @Override
    public Optional<byte[]> get(Table table, byte[] key) {
        byte[] stored = rows.storedKey(table, key);
        return inner.get(table, stored).map(value -> rows.open(table, stored, value));
    }

    @Override
    public void put(Table table, byte[] key, byte[] value) {
        byte[] stored = rows.storedKey(table, key);
        inner.put(table, stored, rows.seal(table, stored, value));
    }

    @Override
    public void delete(Table table, byte[] key) {
        inner.delete(table, rows.storedKey(table, key));
    }

    @Override
    public void deleteRange(Table table, byte[] from, byte[] to) {
        inner.deleteRange(table, rows.bound(table, from), rows.bound(table, to));
    }

    @Override
    public void scan(Table table, byte[] from, byte[] to, RowVisitor visitor) {
        inner.scan(
                table,
                rows.bound(table, from),
                rows.bound(table, to),
                (stored, value) -> visitor.visit(rows.key(table, stored), rows.open(table, stored, value)));
    }

    @Override
    public void mark() {
        inner.mark();
    }

    @Override
    public void undoToMark() {
        inner.undoToMark();
    }

    @Override
    public void commit() {
        inner.commit();
    }

    @Override
    public void close() {
        inner.close();
    }
}
