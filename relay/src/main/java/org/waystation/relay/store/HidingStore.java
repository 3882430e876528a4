package org.waystation.relay.store;

import java.util.Optional;
import org.waystation.federation.store.Batch;
import org.waystation.federation.store.Store;
import org.waystation.federation.store.Table;

/**
 * A store behind which keys have their ids hidden. Above everything that compares keys, since hidden ones are in another
 * order.
 */
final class HidingStore implements Store {
    private final Store inner;
    private final RowForm form;

    HidingStore(Store inner, RowForm form) {
        this.inner = inner;
        this.form = form;
    }

    @Override
    public Batch begin() {
        return new HidingBatch(inner.begin(), form);
    }

    @Override
    public void close() {
        inner.close();
    }

    private record HidingBatch(Batch inner, RowForm form) implements Batch {
        @Override
        public Optional<byte[]> get(Table table, byte[] key) {
            return inner.get(table, form.storedKey(table, key));
        }

        @Override
        public void put(Table table, byte[] key, byte[] value) {
            inner.put(table, form.storedKey(table, key), form.checked(table, value));
        }

        @Override
        public void delete(Table table, byte[] key) {
            inner.delete(table, form.storedKey(table, key));
        }

        @Override
        public void deleteRange(Table table, byte[] from, byte[] to) {
            inner.deleteRange(table, form.bound(table, from), form.bound(table, to));
        }

        @Override
        public void scan(Table table, byte[] from, byte[] to, RowVisitor visitor) {
            inner.scan(
                    table,
                    form.bound(table, from),
                    form.bound(table, to),
                    (stored, value) -> visitor.visit(form.key(table, stored), value));
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
}
