package org.waystation.federation.store;

import java.util.Optional;

/**
 * What one transaction reads and writes. Reads see its own writes. Keys are compared as unsigned bytes. Arrays handed in
 * are not changed and must not be changed afterwards. Every method may throw {@link StoreFailure}.
 */
public interface Batch extends AutoCloseable {

    Optional<byte[]> get(Table table, byte[] key);

    void put(Table table, byte[] key, byte[] value);

    void delete(Table table, byte[] key);

    /** Deletes every row with {@code from <= key < to}. */
    void deleteRange(Table table, byte[] from, byte[] to);

    /** Visits rows with {@code from <= key < to} in order, until the visitor has enough. */
    void scan(Table table, byte[] from, byte[] to, RowVisitor visitor);

    /** Marks a place to go back to; a later mark replaces it. */
    void mark();

    /** Undoes every write since the mark. */
    void undoToMark();

    /** Makes all writes durable at once: after it returns, neither a crash nor a power cut loses any of them. */
    void commit();

    /** Ends the transaction; what was not committed is gone. */
    @Override
    void close();

    /** Sees the rows of a scan. */
    @FunctionalInterface
    interface RowVisitor {
        /** Whether to go on. */
        boolean visit(byte[] key, byte[] value);
    }
}
