package org.waystation.relay.store;

import java.util.Optional;
import org.waystation.federation.store.Batch;
import org.waystation.federation.store.Table;

/**
 * Rows whose values only this relay can read. Just above the disk: what a turn writes twice or takes back is sealed once or
 * never, and what the cache knows is not opened again.
 */
final class SealedRows implements Rows {
    private final Rows disk;
    private final RowForm form;

    SealedRows(Rows disk, RowForm form) {
        this.disk = disk;
        this.form = form;
    }

    @Override
    public Optional<byte[]> get(Table table, byte[] key) {
        return disk.get(table, key).map(value -> form.open(table, key, value));
    }

    @Override
    public void scan(Table table, byte[] from, byte[] to, Batch.RowVisitor visitor) {
        disk.scan(table, from, to, (key, value) -> visitor.visit(key, form.open(table, key, value)));
    }

    @Override
    public void write(Changes changes) {
        disk.write(visitor -> changes.forEach(
                (table, key, value) -> visitor.visit(table, key, value.map(plain -> form.seal(table, key, plain)))));
    }

    @Override
    public void close() {
        disk.close();
    }
}
