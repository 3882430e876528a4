package org.waystation.relay.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rocksdb.Checkpoint;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.waystation.federation.store.Batch;
import org.waystation.federation.store.StoreFailure;
import org.waystation.federation.store.Table;
import org.waystation.relay.files.PrivateFiles;

/**
 * Rows in RocksDB, a column family for each table. Every write goes to the write-ahead log and is synced before it returns.
 *
 * <p>After a failed write RocksDB takes no more writes until it is opened anew, so that is what the next access does: a disk
 * that has room again is used again without a restart.
 */
final class RocksRows implements Rows {
    /** Beside the store. */
    private static final String LIBRARY_DIRECTORY = "native";

    /** RocksDB wants its default family to be there. */
    private static final Table UNUSED = new Table("default");

    private final Path directory;
    private final List<Table> tables;
    private final RocksTuning tuning = new RocksTuning();
    private final WriteOptions synced = new WriteOptions().setSync(true);
    private final ReadOptions reads = new ReadOptions();
    private final Map<Table, ColumnFamilyHandle> families = new HashMap<>();
    /** Held while the database is opened, closed or copied. */
    private final Object opening = new Object();

    private final boolean readOnly;
    private RocksDB db;
    private boolean open;
    private boolean broken;

    private RocksRows(Path directory, List<Table> tables, boolean readOnly) {
        this.readOnly = readOnly;
        this.directory = directory;
        this.tables = List.copyOf(tables);
        synchronized (opening) {
            this.db = openDatabase();
        }
    }

    /** @throws StoreFailure if it cannot be opened; another process that has it open is one reason */
    static RocksRows open(Path directory, List<Table> tables) {
        NativeLibrary.load(directory.resolveSibling(LIBRARY_DIRECTORY));
        try {
            // RocksDB would make it, and leave its name to chance.
            PrivateFiles.createDirectory(directory);
        } catch (IOException e) {
            throw new StoreFailure("the store's directory cannot be made (" + e.getMessage() + ")", e);
        }
        return new RocksRows(directory, tables, false);
    }

    /**
     * Opens a store with the tables that are in it, whichever version wrote them, and changes nothing about them.
     *
     * @param library directory for RocksDB's library
     * @param readOnly whether no file may be changed; rows that are in the log only are then kept in memory
     * @throws StoreFailure if there is none, or it cannot be opened
     */
    static RocksRows openAsItIs(Path directory, Path library, boolean readOnly) {
        NativeLibrary.load(library);
        try (Options usual = new Options()) {
            return new RocksRows(
                    directory,
                    RocksDB.listColumnFamilies(usual, directory.toString()).stream()
                            .map(name -> new Table(new String(name, StandardCharsets.US_ASCII)))
                            .filter(table -> !table.equals(UNUSED))
                            .toList(),
                    readOnly);
        } catch (RocksDBException e) {
            throw notOpened(e);
        }
    }

    private RocksDB openDatabase() {
        List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
        descriptors.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, tuning.family(UNUSED)));
        for (Table table : tables) {
            descriptors.add(
                    new ColumnFamilyDescriptor(table.name().getBytes(StandardCharsets.US_ASCII), tuning.family(table)));
        }
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        try {
            RocksDB opened = readOnly
                    ? RocksDB.openReadOnly(tuning.database(), directory.toString(), descriptors, handles)
                    : RocksDB.open(tuning.database(), directory.toString(), descriptors, handles);
            for (int i = 0; i < tables.size(); i++) {
                families.put(tables.get(i), handles.get(i + 1));
            }
            open = true;
            return opened;
        } catch (RocksDBException e) {
            throw notOpened(e);
        }
    }

    private RocksDB db() {
        if (broken) {
            synchronized (opening) {
                closeDatabase();
                db = openDatabase();
            }
            broken = false;
        }
        return db;
    }

    boolean has(Table table) {
        return families.containsKey(table);
    }

    private ColumnFamilyHandle family(Table table) {
        ColumnFamilyHandle family = families.get(table);
        if (family == null) {
            throw new IllegalArgumentException("no table " + table.name());
        }
        return family;
    }

    @Override
    public Optional<byte[]> get(Table table, byte[] key) {
        RocksDB usable = db();
        try {
            return Optional.ofNullable(usable.get(family(table), reads, key));
        } catch (RocksDBException e) {
            throw failure(e);
        }
    }

    @Override
    public void scan(Table table, byte[] from, byte[] to, Batch.RowVisitor visitor) {
        RocksDB usable = db();
        try (Slice end = new Slice(to);
                ReadOptions upToEnd = new ReadOptions(reads).setIterateUpperBound(end);
                RocksIterator rows = usable.newIterator(family(table), upToEnd)) {
            for (rows.seek(from); rows.isValid(); rows.next()) {
                if (!visitor.visit(rows.key(), rows.value())) {
                    return;
                }
            }
            rows.status();
        } catch (RocksDBException e) {
            throw failure(e);
        }
    }

    /** Syncs the log also if nothing changes. */
    @Override
    public void write(Changes changes) {
        RocksDB usable = db();
        try (WriteBatch batch = new WriteBatch()) {
            changes.forEach((table, key, value) -> add(batch, table, key, value));
            usable.write(synced, batch);
        } catch (RocksDBException e) {
            broken = true;
            throw failure(e);
        }
    }

    private void add(WriteBatch batch, Table table, byte[] key, Optional<byte[]> value) {
        try {
            if (value.isPresent()) {
                batch.put(family(table), key, value.get());
            } else {
                batch.delete(family(table), key);
            }
        } catch (RocksDBException e) {
            throw failure(e);
        }
    }

    /**
     * Writes every table anew, so that no file holds what rows were before.
     *
     * @throws StoreFailure if the disk fails, or has no room for the largest table once more
     */
    void rewrite() {
        RocksDB usable = db();
        List<ColumnFamilyHandle> all = List.copyOf(families.values());
        try (FlushOptions flush = new FlushOptions().setWaitForFlush(true);
                CompactRangeOptions everything = new CompactRangeOptions()
                        .setBottommostLevelCompaction(CompactRangeOptions.BottommostLevelCompaction.kForce)) {
            usable.flush(flush, all);
            for (ColumnFamilyHandle each : all) {
                usable.compactRange(each, null, null, everything);
            }
        } catch (RocksDBException e) {
            throw failure(e);
        }
    }

    /**
     * Copies everything that is durable now. What is written meanwhile may be in the copy or not. Files that do not change any
     * more are shared with it where the disk is the same. Safe for any thread, and keeps nobody waiting who reads or writes.
     *
     * @param target does not exist yet
     * @throws StoreFailure if it cannot be written, or the store is not open now
     */
    void checkpoint(Path target) {
        synchronized (opening) {
            if (!open) {
                throw new StoreFailure("the store is not open");
            }
            try (Checkpoint checkpoint = Checkpoint.create(db)) {
                checkpoint.createCheckpoint(target.toString());
            } catch (RocksDBException e) {
                throw failure(e);
            }
        }
    }

    /** How much it holds; empty while it is not open. Safe for any thread, and keeps nobody waiting who reads or writes. */
    Optional<StoreFigures> figures() {
        synchronized (opening) {
            return open ? Optional.of(figuresOfOpen()) : Optional.empty();
        }
    }

    private StoreFigures figuresOfOpen() {
        try {
            return new StoreFigures(
                    db.getAggregatedLongProperty("rocksdb.estimate-live-data-size"),
                    db.getAggregatedLongProperty("rocksdb.cur-size-all-mem-tables")
                            + db.getAggregatedLongProperty("rocksdb.estimate-table-readers-mem")
                            + db.getLongProperty("rocksdb.block-cache-usage"));
        } catch (RocksDBException e) {
            throw failure(e);
        }
    }

    private static StoreFailure notOpened(RocksDBException e) {
        return new StoreFailure("the store cannot be opened (" + e.getMessage() + ")", e);
    }

    private static StoreFailure failure(RocksDBException e) {
        return new StoreFailure(String.valueOf(e.getMessage()), e);
    }

    private void closeDatabase() {
        open = false;
        families.values().forEach(ColumnFamilyHandle::close);
        families.clear();
        db.close();
    }

    @Override
    public void close() {
        synchronized (opening) {
            closeDatabase();
        }
        tuning.close();
        reads.close();
        synced.close();
    }
}
