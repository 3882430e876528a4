package org.waystation.relay.store;

import java.util.Optional;
import org.waystation.federation.store.Batch;

/**
 * The way from one version of the store's format to the next, in turns of bounded size. Frozen once it was released: it names
 * its tables and layouts itself, because the code that owns them goes on.
 */
interface MigrationStep {
    /** Where the first turn begins. */
    byte[] START = {};

    /** What one turn did, and where the next one begins; empty if there is none. */
    record Turn(int rows, Optional<byte[]> next) {}

    /**
     * One turn, in a transaction that the caller commits together with where the next one begins: rows that were moved are
     * never looked at again, whatever crashes.
     *
     * @param raw the rows as they are on disk
     * @param sealed the same transaction, with rows sealed as they are from version 2 on
     */
    Turn run(Batch raw, Batch sealed, byte[] from);
}
