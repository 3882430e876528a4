package org.waystation.relay.store;

import java.util.Optional;
import org.waystation.federation.store.Batch;
import org.waystation.federation.store.StoreFailure;
import org.waystation.federation.store.Table;

/**
 * Rows as they are on disk, and the one way to change them: many at once. What a transaction has decided and not yet written is
 * {@link PendingWrites}'s. Every method may throw {@link StoreFailure}.
 *
 * <p>Confined to the store's thread.
 */
interface Rows extends AutoCloseable {

    /** The value, the caller's to keep; arrays handed in are not kept. */
    Optional<byte[]> get(Table table, byte[] key);

    /** Visits rows with {@code from <= key < to} in order, until the visitor has enough. */
    void scan(Table table, byte[] from, byte[] to, Batch.RowVisitor visitor);

    /** Makes all writes durable at once. If it throws, they may or may not be there. */
    void write(PendingWrites writes);

    @Override
    void close();
}
