package org.waystation.client.vault;

import java.util.List;
import java.util.Optional;
import org.waystation.protocol.id.Bytes;

/** Reading and writing inside one transaction; sees its own writes; useless after the transaction has ended. */
public interface VaultTransaction {
    Optional<Bytes> get(Drawer drawer, RowKey key);

    /** Adds a row, or replaces its value; a replaced row keeps its place in the order of insertion. */
    void put(Drawer drawer, RowKey key, RowKey parent, Bytes value);

    /** As above, for a row without a parent. */
    default void put(Drawer drawer, RowKey key, Bytes value) {
        put(drawer, key, RowKey.ONLY, value);
    }

    /** Removes a row; nothing happens if there is none. */
    void delete(Drawer drawer, RowKey key);

    /** All rows of a drawer in the order of insertion. */
    List<VaultRow> list(Drawer drawer);

    /** The rows of one parent in the order of insertion. */
    List<VaultRow> list(Drawer drawer, RowKey parent);
}
