package org.waystation.relay.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.FlushOptions;
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
    private RocksDB db;
    private boolean broken;

    private RocksRows(Path directory, List<Table> tables) {
        this.directory = directory;
        this.tables = List.copyOf(tables);
        this.db = openDatabase();
    }

    /** @throws StoreFailure if it cannot be opened; another process that has it open is one reason */
    static RocksRows open(Path directory, List<Table> tables) {
        NativeLibrary.load(directory.resolveSibling(LIBRARY_DIRECTORY));
        return new RocksRows(directory, tables);
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
            RocksDB opened = RocksDB.open(tuning.database(), directory.toString(), descriptors, handles);
            for (int i = 0; i < tables.size(); i++) {
                families.put(tables.get(i), handles.get(i + 1));
            }
            return opened;
        } catch (RocksDBException e) {
            throw new StoreFailure("the store cannot be opened (" + e.getMessage() + ")", e);
        }
    }

    private RocksDB db() {
        if (broken) {
            closeDatabase();
            db = openDatabase();
            broken = false;
        }
        return db;
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
        RocksDB open = db();
        try {
            return Optional.ofNullable(open.get(family(table), reads, key));
        } catch (RocksDBException e) {
            throw failure(e);
        }
    }

    @Override
    public void scan(Table table, byte[] from, byte[] to, Batch.RowVisitor visitor) {
        RocksDB open = db();
        try (Slice end = new Slice(to);
                ReadOptions upToEnd = new ReadOptions(reads).setIterateUpperBound(end);
                RocksIterator rows = open.newIterator(family(table), upToEnd)) {
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

    @Override
    public void write(Changes changes) {
        RocksDB open = db();
        try (WriteBatch batch = new WriteBatch()) {
            changes.forEach((table, key, value) -> add(batch, table, key, value));
            open.write(synced, batch);
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
        RocksDB open = db();
        List<ColumnFamilyHandle> all = List.copyOf(families.values());
        try (FlushOptions flush = new FlushOptions().setWaitForFlush(true);
                CompactRangeOptions everything = new CompactRangeOptions()
                        .setBottommostLevelCompaction(CompactRangeOptions.BottommostLevelCompaction.kForce)) {
            open.flush(flush, all);
            for (ColumnFamilyHandle each : all) {
                open.compactRange(each, null, null, everything);
            }
        } catch (RocksDBException e) {
            throw failure(e);
        }
    }

    private static StoreFailure failure(RocksDBException e) {
        return new StoreFailure(String.valueOf(e.getMessage()), e);
    }

    private void closeDatabase() {
        families.values().forEach(ColumnFamilyHandle::close);
        families.clear();
        db.close();
    }

    @Override
    public void close() {
        closeDatabase();
        tuning.close();
        reads.close();
        synced.close();
    }
}
