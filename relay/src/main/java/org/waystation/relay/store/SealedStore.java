package org.waystation.relay.store;

import org.waystation.federation.store.Batch;
import org.waystation.federation.store.Store;

/** A store whose rows only this relay can read: whatever is behind it gets {@link SealedRows}. */
final class SealedStore implements Store {
    private final Store inner;
    private final SealedRows rows;

    SealedStore(Store inner, SealedRows rows) {
        this.inner = inner;
        this.rows = rows;
    }

    @Override
    public Batch begin() {
        return new SealedBatch(inner.begin(), rows);
    }

    @Override
    public void close() {
        inner.close();
    }
}
