package org.waystation.relay.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatchWithIndex;
import org.rocksdb.WriteOptions;
import org.waystation.federation.store.Batch;
import org.waystation.federation.store.Store;
import org.waystation.federation.store.StoreFailure;
import org.waystation.federation.store.Table;

/**
 * The store on disk. Every commit is written to the write-ahead log and synced before it returns.
 *
 * <p>After a failed commit RocksDB takes no more writes until it is opened anew, so that is what the next transaction does:
 * a disk that has room again is used again without a restart.
 */
public final class RocksStore implements Store {
    private static final long WRITE_BUFFER_BYTES = 16L << 20;
    private static final long MAX_WAL_BYTES = 128L << 20;
    private static final int KEEP_INFO_LOGS = 2;
    private static final long MAX_INFO_LOG_BYTES = 1L << 20;

    private final Path directory;
    private final List<Table> tables;
    private final WriteOptions synced = new WriteOptions().setSync(true);
    private final ReadOptions reads = new ReadOptions();
    private final DBOptions options = new DBOptions()
            .setCreateIfMissing(true)
            .setCreateMissingColumnFamilies(true)
            .setMaxTotalWalSize(MAX_WAL_BYTES)
            .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
            .setKeepLogFileNum(KEEP_INFO_LOGS)
            .setMaxLogFileSize(MAX_INFO_LOG_BYTES);
    private final ColumnFamilyOptions familyOptions = new ColumnFamilyOptions().setWriteBufferSize(WRITE_BUFFER_BYTES);
    private final Map<Table, ColumnFamilyHandle> families = new HashMap<>();
    private RocksDB db;
    private boolean broken;

    private RocksStore(Path directory, List<Table> tables) {
        this.directory = directory;
        this.tables = List.copyOf(tables);
        this.db = openDatabase();
    }

    /**
     * Opens or creates the store in {@code directory}.
     *
     * @throws StoreFailure if it cannot be opened; another process that has it open is one reason
     */
    public static RocksStore open(Path directory, List<Table> tables) {
        RocksDB.loadLibrary();
        return new RocksStore(directory, tables);
    }

    private RocksDB openDatabase() {
        List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
        descriptors.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, familyOptions));
        for (Table table : tables) {
            descriptors.add(
                    new ColumnFamilyDescriptor(table.name().getBytes(StandardCharsets.US_ASCII), familyOptions));
        }
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        try {
            RocksDB opened = RocksDB.open(options, directory.toString(), descriptors, handles);
            for (int i = 0; i < tables.size(); i++) {
                families.put(tables.get(i), handles.get(i + 1));
            }
            return opened;
        } catch (RocksDBException e) {
            throw new StoreFailure("the store cannot be opened (" + e.getMessage() + ")", e);
        }
    }

    @Override
    public Batch begin() {
        if (broken) {
            closeDatabase();
            db = openDatabase();
            broken = false;
        }
        return new RocksBatch(this, new WriteBatchWithIndex(true));
    }

    RocksDB db() {
        return db;
    }

    ReadOptions reads() {
        return reads;
    }

    ColumnFamilyHandle family(Table table) {
        ColumnFamilyHandle family = families.get(table);
        if (family == null) {
            throw new IllegalArgumentException("no table " + table.name());
        }
        return family;
    }

    void write(WriteBatchWithIndex batch) {
        try {
            db.write(synced, batch);
        } catch (RocksDBException e) {
            broken = true;
            throw new StoreFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private void closeDatabase() {
        families.values().forEach(ColumnFamilyHandle::close);
        families.clear();
        db.close();
    }

    @Override
    public void close() {
        closeDatabase();
        options.close();
        familyOptions.close();
        reads.close();
        synced.close();
    }
}
