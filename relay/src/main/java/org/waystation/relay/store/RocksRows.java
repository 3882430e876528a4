package org.waystation.relay.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.rocksdb.Checkpoint;
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

    private final Path directory;
    private final List<Table> tables;
    private final RocksTuning tuning = new RocksTuning();
    private final WriteOptions synced = new WriteOptions().setSync(true);
    private final ReadOptions reads = new ReadOptions();
    /** Held while the database is opened, closed or copied. */
    private final ReentrantLock opening = new ReentrantLock();

    private final boolean readOnly;
    /** Of a store in use; one that is only looked at or copied keeps its own. */
    private final Optional<StoreHead> head;

    private RocksFiles files;
    private boolean broken;
    private volatile Optional<StoreFigures> lastFigures = Optional.empty();

    private RocksRows(Path directory, List<Table> tables, boolean readOnly, boolean inUse) {
        this.readOnly = readOnly;
        this.directory = directory;
        this.tables = List.copyOf(tables);
        files = openFiles();
        try {
            head = inUse ? Optional.of(openHead()) : Optional.empty();
        } catch (StoreFailure noHead) {
            files.close();
            throw noHead;
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
        return new RocksRows(directory, tables, false, true);
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
                            .filter(table -> !table.equals(RocksFiles.UNUSED))
                            .toList(),
                    readOnly,
                    false);
        } catch (RocksDBException e) {
            throw RocksFiles.notOpened(e);
        }
    }

    private StoreHead openHead() {
        boolean kept = has(StoreFormat.TABLE)
                && get(StoreFormat.TABLE, StoreFormat.NOTED_KEY).isPresent();
        if (kept && StoreHead.read(directory).isEmpty()) {
            throw new StoreFailure("the file " + StoreHead.of(directory).getFileName()
                    + " beside the store is missing or damaged, so that nobody can tell whether the store has lost rows; put the"
                    + " newest copy of the relay in its place, or run 'relay restored' to go on with what is left");
        }
        return StoreHead.open(directory, files.newestRow());
    }

    private RocksFiles openFiles() {
        return RocksFiles.open(directory, tables, tuning, readOnly);
    }

    private RocksDB db() {
        if (broken) {
            opening.lock();
            try {
                files.close();
                files = openFiles();
            } finally {
                opening.unlock();
            }
            broken = false;
        }
        return files.db();
    }

    boolean has(Table table) {
        return files.has(table);
    }

    @Override
    public Optional<byte[]> get(Table table, byte[] key) {
        RocksDB usable = db();
        try {
            return Optional.ofNullable(usable.get(files.family(table), reads, key));
        } catch (RocksDBException e) {
            throw unreadable(e);
        }
    }

    @Override
    public void scan(Table table, byte[] from, byte[] to, Batch.RowVisitor visitor) {
        RocksDB usable = db();
        try (Slice end = new Slice(to);
                ReadOptions upToEnd = new ReadOptions(reads).setIterateUpperBound(end);
                RocksIterator rows = usable.newIterator(files.family(table), upToEnd)) {
            for (rows.seek(from); rows.isValid(); rows.next()) {
                if (!visitor.visit(rows.key(), rows.value())) {
                    return;
                }
            }
            rows.status();
        } catch (RocksDBException e) {
            throw unreadable(e);
        }
    }

    /** Syncs the log also if nothing changes. */
    @Override
    public void write(Changes changes) {
        RocksDB usable = db();
        try (WriteBatch batch = new WriteBatch()) {
            changes.forEach((table, key, value) -> add(batch, table, key, value));
            usable.write(synced, batch);
            head.ifPresent(noting -> noting.note(files.newestRow()));
        } catch (RocksDBException e) {
            broken = true;
            if (RocksFiles.isDamage(e)) {
                // Else the merge that has met damage would meet it again as soon as the database is open, and no write
                // would pass.
                tuning.mergeNoMore();
            }
            throw failure(e);
        }
    }

    private void add(WriteBatch batch, Table table, byte[] key, Optional<byte[]> value) {
        try {
            if (value.isPresent()) {
                batch.put(files.family(table), key, value.get());
            } else {
                batch.delete(files.family(table), key);
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
        List<ColumnFamilyHandle> all = List.copyOf(files.families());
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
        opening.lock();
        try (Checkpoint checkpoint = Checkpoint.create(requireOpen().db())) {
            checkpoint.createCheckpoint(target.toString());
        } catch (RocksDBException e) {
            throw failure(e);
        } finally {
            opening.unlock();
        }
    }

    private RocksFiles requireOpen() {
        if (!files.isOpen()) {
            throw new StoreFailure("the store is not open");
        }
        return files;
    }

    /**
     * How much it holds, or held when that could last be looked at; empty once it is closed. Safe for any thread; neither waits for
     * a disk nor keeps anybody waiting.
     */
    Optional<StoreFigures> figures() {
        if (opening.tryLock()) {
            try {
                lastFigures = files.figures();
            } finally {
                opening.unlock();
            }
        }
        return lastFigures;
    }

    private static StoreFailure failure(RocksDBException e) {
        return RocksFiles.isDamage(e) ? StoreFailure.ofDamage(words(e), e) : new StoreFailure(words(e), e);
    }

    private static StoreFailure unreadable(RocksDBException e) {
        return RocksFiles.isDamage(e) ? StoreFailure.ofDamage(words(e), e) : StoreFailure.ofReading(words(e), e);
    }

    private static String words(RocksDBException e) {
        return String.valueOf(e.getMessage());
    }

    @Override
    public void close() {
        opening.lock();
        try {
            files.close();
        } finally {
            opening.unlock();
        }
        head.ifPresent(StoreHead::close);
        tuning.close();
        reads.close();
        synced.close();
    }
}
