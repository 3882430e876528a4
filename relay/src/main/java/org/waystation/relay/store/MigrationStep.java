package org.waystation.relay.store;

import java.util.Optional;

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
     * One turn. The caller writes what it decided together with where the next one begins: rows that were moved are never
     * looked at again, whatever crashes.
     *
     * @param disk rows as they are on disk, to be read only
     * @param writes takes what is to be on the disk then
     */
    Turn run(Rows disk, RowForm form, PendingWrites writes, byte[] from);
}
