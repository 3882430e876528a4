package org.waystation.federation.store;

import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The rows of a store that nobody changes meanwhile, for whoever checks that they agree with each other. In memory there is one row
 * at a time. Rows that cannot be read are as if they were not there. Every method may throw {@link StoreFailure}.
 */
public interface Ledger {
    Optional<byte[]> get(Table table, byte[] key);

    /** Visits every row of a table; in order of what stands in its key before an id. */
    void forEach(Table table, BiConsumer<byte[], byte[]> visitor);
}
