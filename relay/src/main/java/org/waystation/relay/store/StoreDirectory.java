package org.waystation.relay.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.waystation.federation.store.Batch;
import org.waystation.federation.store.DiskShare;
import org.waystation.federation.store.Store;
import org.waystation.federation.store.StoreFailure;
import org.waystation.federation.store.Table;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.RowSeal;
import org.waystation.protocol.crypto.SecretKey32;

/**
 * A relay's store on disk, put together: ids in keys are hidden, writes gather in memory over a cache, values are sealed, and
 * RocksDB keeps them. It can be copied while it is in use; no copy needs the key.
 */
public final class StoreDirectory implements Store {
    /** Sequence number, lengths, and its part of index, filter and checksum. */
    static final long ROCKS_ROW_BYTES = 32;

    static final long ROW_BYTES = RowSeal.OVERHEAD_BYTES + ROCKS_ROW_BYTES;

    /** Of what is alive: itself, what is dead beside it, and a merge that writes all of it anew before it deletes the old. */
    static final long FILES_PERCENT = 100 + RocksTuning.MAX_DEAD_PERCENT + 100;

    private final RocksRows disk;
    private final Store rows;

    private StoreDirectory(RocksRows disk, Store rows) {
        this.disk = disk;
        this.rows = rows;
    }

    /**
     * Opens or creates the store in {@code directory}, and brings it to the format of this program.
     *
     * @param key what its rows are sealed under; stays the caller's
     * @throws StoreFailure if it cannot be opened, is of a later version, or was sealed under another key
     */
    public static StoreDirectory open(Path directory, List<Table> tables, SecretKey32 key, Entropy entropy) {
        RocksRows disk = RocksRows.open(
                directory,
                Stream.concat(tables.stream(), StoreFormat.tables().stream()).toList());
        return of(disk, disk, key, entropy);
    }

    /** @param seen the same rows, as everybody shall see them; closes them if it fails */
    static StoreDirectory of(RocksRows disk, Rows seen, SecretKey32 key, Entropy entropy) {
        try {
            return new StoreDirectory(disk, over(seen, key, entropy, disk::rewrite));
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

    /** The most that a share takes in files: rows as they are sealed, with what RocksDB keeps of each and has to keep besides. */
    public static long bytesOnDisk(DiskShare share) {
        long stored = Math.addExact(share.bytes(), Math.multiplyExact(share.rows(), ROW_BYTES));
        return Math.multiplyExact(stored, FILES_PERCENT) / 100;
    }

    /** The most that a store takes whatever is in it: logs. */
    public static long fixedBytesOnDisk() {
        return RocksTuning.MAX_LOG_BYTES
                + RocksTuning.WRITE_BUFFERS_BYTES
                + RocksTuning.KEEP_INFO_LOGS * RocksTuning.MAX_INFO_LOG_BYTES;
    }

    @Override
    public Batch begin() {
        return rows.begin();
    }

    /**
     * Copies the store as it is on disk, with every transaction that was committed before the call. Safe for any thread; delays
     * no transaction.
     *
     * @param target does not exist yet. On the same disk it shares the large files, so it takes little time and room
     * @throws StoreFailure if it cannot be written
     */
    public void copyTo(Path target) {
        disk.checkpoint(target);
    }

    /** How much it holds; empty while it is not open. Safe for any thread; delays no transaction. */
    public Optional<StoreFigures> figures() {
        return disk.figures();
    }

    /**
     * As {@link #copyTo}, of a store that nobody has open, of whatever version; it stays of that version.
     *
     * @param library directory for RocksDB's library
     */
    public static void copy(Path directory, Path target, Path library) {
        try (RocksRows disk = RocksRows.openAsItIs(directory, library, false)) {
            disk.checkpoint(target);
        }
    }

    /**
     * Takes from a copied store what ties it to where it was: the rows of a small table, and that a {@link StoreHead} is kept beside
     * it. The copy may be of any version.
     */
    public static void detach(Path copy, Table table, Path library) {
        try (RocksRows disk = RocksRows.openAsItIs(copy, library, false)) {
            PendingWrites writes = new PendingWrites();
            if (disk.has(table)) {
                disk.scanAll(table, (key, value) -> {
                    writes.delete(table, key);
                    return true;
                });
            }
            if (disk.has(StoreFormat.TABLE)) {
                writes.delete(StoreFormat.TABLE, StoreFormat.NOTED_KEY);
            }
            disk.write(writes);
        }
    }

    @Override
    public void close() {
        rows.close();
    }
}
