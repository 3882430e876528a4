package org.waystation.relay.store;

import java.util.Arrays;
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

    /** Visits every row in order, until the visitor has enough. */
    default void scanAll(Table table, Batch.RowVisitor visitor) {
        byte[] afterAll = new byte[Byte.MAX_VALUE];
        Arrays.fill(afterAll, (byte) 0xFF);
        scan(table, new byte[0], afterAll, visitor);
    }

    /** Makes all changes durable at once. If it throws, they may or may not be there. */
    void write(Changes changes);

    /** What is to be written: each row once. */
    @FunctionalInterface
    interface Changes {
        void forEach(Visitor visitor);
    }

    /** Hears of each row that changes. */
    @FunctionalInterface
    interface Visitor {
        /** @param value what it becomes; empty if it is deleted */
        void visit(Table table, byte[] key, Optional<byte[]> value);
    }

    @Override
    void close();
}
