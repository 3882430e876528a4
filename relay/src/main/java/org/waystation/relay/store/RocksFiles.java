package org.waystation.relay.store;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rocksdb.WALRecoveryMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waystation.federation.store.StoreFailure;
import org.waystation.federation.store.Table;

/**
 * A database that is open, with a family for each table.
 *
 * <p>What it is opened with decides what a damaged disk may cost. Every log must be there and whole, but for the newest, which may end
 * in the remains of a write that nobody was told of: that is what everything that the {@link StoreHead} counts lies before. Anything
 * else is refused, and so is a directory that held a store and looks as if it never had one.
 */
final class RocksFiles implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RocksFiles.class);

    /** RocksDB wants its default family to be there. */
    static final Table UNUSED = new Table("default");

    private final RocksDB db;
    private final Map<Table, ColumnFamilyHandle> families = new HashMap<>();
    private boolean open = true;

    private RocksFiles(RocksDB db, List<Table> tables, List<ColumnFamilyHandle> handles) {
        this.db = db;
        for (int i = 0; i < tables.size(); i++) {
            families.put(tables.get(i), handles.get(i + 1));
        }
    }

    /**
     * @param readOnly whether no file may be changed
     * @throws StoreFailure if it cannot be opened, or is not what it was
     */
    static RocksFiles open(Path directory, List<Table> tables, RocksTuning tuning, boolean readOnly) {
        OptionalLong noted = StoreHead.read(directory);
        tuning.database().setCreateIfMissing(noted.orElse(0) <= 0 && isNew(directory));
        Opening opening = new Opening(directory, tables, tuning);
        try {
            return opening.open(WALRecoveryMode.AbsoluteConsistency, readOnly).requireReached(noted);
        } catch (RocksDBException refused) {
            if (!isDamage(refused)) {
                throw notOpened(refused);
            }
            try {
                return noted.equals(StoreHead.AS_IT_IS) && !readOnly
                        ? opening.whatIsLeft()
                        : opening.upToDamage(noted, readOnly);
            } catch (RocksDBException e) {
                throw notOpened(refused);
            }
        }
    }

    /** Ways to open a database. */
    private record Opening(Path directory, List<Table> tables, RocksTuning tuning) {
        /**
         * The remains of a write may look like damage. They are no more than that if everything that was noted lies before them,
         * which is looked at before anything is changed. Where nothing was ever noted only an end that is cut off passes.
         */
        RocksFiles upToDamage(OptionalLong noted, boolean readOnly) throws RocksDBException {
            WALRecoveryMode mode = noted.isPresent()
                    ? WALRecoveryMode.PointInTimeRecovery
                    : WALRecoveryMode.TolerateCorruptedTailRecords;
            RocksFiles looked = open(mode, true).requireReached(noted);
            if (readOnly) {
                return looked;
            }
            looked.close();
            RocksFiles opened = open(mode, false).requireReached(noted);
            LOG.info("the store's log ended in the remains of a write, as after a power cut");
            return opened;
        }

        /** What is before the damage; if table files go further than that, whatever RocksDB can read, if it can. */
        RocksFiles whatIsLeft() throws RocksDBException {
            LOG.warn("the store's log is damaged or missing; what can be read of it is used");
            try {
                return open(tuning.forgiving(), WALRecoveryMode.PointInTimeRecovery, false);
            } catch (RocksDBException ahead) {
                return open(tuning.forgiving(), WALRecoveryMode.SkipAnyCorruptedRecords, false);
            }
        }

        RocksFiles open(WALRecoveryMode logs, boolean readOnly) throws RocksDBException {
            return open(tuning.database(), logs, readOnly);
        }

        private RocksFiles open(DBOptions database, WALRecoveryMode logs, boolean readOnly) throws RocksDBException {
            database.setWalRecoveryMode(logs);
            List<ColumnFamilyDescriptor> families = new ArrayList<>();
            families.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, tuning.family(UNUSED)));
            for (Table table : tables) {
                families.add(new ColumnFamilyDescriptor(
                        table.name().getBytes(StandardCharsets.US_ASCII), tuning.family(table)));
            }
            List<ColumnFamilyHandle> handles = new ArrayList<>();
            RocksDB db = readOnly
                    ? RocksDB.openReadOnly(database, directory.toString(), families, handles)
                    : RocksDB.open(database, directory.toString(), families, handles);
            return new RocksFiles(db, tables, handles);
        }
    }

    private RocksFiles requireReached(OptionalLong noted) {
        if (newestRow() >= noted.orElse(0)) {
            return this;
        }
        close();
        throw new StoreFailure(
                "the store has lost rows that were on the disk; put the newest copy of the relay in its place,"
                        + " or run 'relay restored' to go on with what is left");
    }

    /** Whether no row was ever written: a power cut while a store is made leaves files, but none with rows. */
    private static boolean isNew(Path directory) {
        File[] files = directory.toFile().listFiles();
        return files != null && Arrays.stream(files).noneMatch(RocksFiles::mayHoldRows);
    }

    private static boolean mayHoldRows(File file) {
        return file.getName().endsWith(".sst") || (file.getName().endsWith(".log") && file.length() > 0);
    }

    static boolean isDamage(RocksDBException e) {
        return e.getStatus() != null && e.getStatus().getCode() == Status.Code.Corruption;
    }

    /** A file without which RocksDB takes a store for a new one. */
    private static boolean lacksFiles(RocksDBException e) {
        return e.getStatus() != null && e.getStatus().getCode() == Status.Code.InvalidArgument;
    }

    static StoreFailure notOpened(RocksDBException e) {
        String words = "the store cannot be opened (" + e.getMessage() + ")";
        return new StoreFailure(isDamage(e) || lacksFiles(e) ? words + "; " + StoreFailure.PUT_BACK : words, e);
    }

    RocksDB db() {
        return db;
    }

    boolean isOpen() {
        return open;
    }

    /** Counts rows that were ever written; what is synced of it survives whatever becomes of the process. */
    long newestRow() {
        return db.getLatestSequenceNumber();
    }

    boolean has(Table table) {
        return families.containsKey(table);
    }

    ColumnFamilyHandle family(Table table) {
        ColumnFamilyHandle family = families.get(table);
        if (family == null) {
            throw new IllegalArgumentException("no table " + table.name());
        }
        return family;
    }

    Collection<ColumnFamilyHandle> families() {
        return families.values();
    }

    /** How much it holds; empty once it is closed. */
    Optional<StoreFigures> figures() {
        if (!open) {
            return Optional.empty();
        }
        try {
            return Optional.of(new StoreFigures(
                    db.getAggregatedLongProperty("rocksdb.estimate-live-data-size"),
                    db.getAggregatedLongProperty("rocksdb.cur-size-all-mem-tables")
                            + db.getAggregatedLongProperty("rocksdb.estimate-table-readers-mem")
                            + db.getLongProperty("rocksdb.block-cache-usage")));
        } catch (RocksDBException e) {
            throw new StoreFailure(String.valueOf(e.getMessage()), e);
        }
    }

    /** Once or more. */
    @Override
    public void close() {
        if (open) {
            open = false;
            families.values().forEach(ColumnFamilyHandle::close);
            db.close();
        }
    }
}
