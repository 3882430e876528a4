package org.waystation.relay.store;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.waystation.federation.store.Store;
import org.waystation.federation.store.StoreFailure;
import org.waystation.federation.store.Table;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SecretKey32;

/**
 * A relay's store on disk, put together: ids in keys are hidden, writes gather in memory over a cache, values are sealed, and
 * RocksDB keeps them.
 */
public final class StoreDirectory {
    private StoreDirectory() {}

    /**
     * Opens or creates the store in {@code directory}, and brings it to the format of this program.
     *
     * @param key what its rows are sealed under; stays the caller's
     * @throws StoreFailure if it cannot be opened, is of a later version, or was sealed under another key
     */
    public static Store open(Path directory, List<Table> tables, SecretKey32 key, Entropy entropy) {
        RocksRows disk = RocksRows.open(
                directory,
                Stream.concat(tables.stream(), StoreFormat.tables().stream()).toList());
        try {
            return over(disk, key, entropy, disk::rewrite);
        } catch (RuntimeException failure) {
            disk.close();
            throw failure;
        }
    }

    /** @param rewrite makes the disk write everything anew that it holds, and delete what it no longer needs */
    static Store over(Rows disk, SecretKey32 key, Entropy entropy, Runnable rewrite) {
        RowForm form = new RowForm(key, entropy);
        new StoreFormat(disk, form).bringUp(rewrite);
        return new HidingStore(new RocksStore(new SealedRows(disk, form)), form);
    }
}
