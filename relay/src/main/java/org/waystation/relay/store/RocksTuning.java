package org.waystation.relay.store;

import java.util.Objects;
import java.util.Properties;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompactionOptionsUniversal;
import org.rocksdb.CompactionStyle;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.waystation.federation.store.Table;

/** How RocksDB is set up, and what that costs in memory and on disk; see docs/performance.md for why. */
final class RocksTuning implements AutoCloseable {
    /** Rows that wait to be written to table files, over all tables. */
    static final long WRITE_BUFFERS_BYTES = 64L << 20;

    /**
     * Rows of one table that wait. Most are deleted before they get that far, and never become part of a file. Small rows come
     * in random order, and finding their place costs the more the more of them there are.
     */
    static final long LARGE_ROWS_BUFFER_BYTES = 16L << 20;

    static final long SMALL_ROWS_BUFFER_BYTES = 4L << 20;

    /** Blocks of rows in table files. */
    static final long BLOCK_CACHE_BYTES = 48L << 20;

    static final long MAX_LOG_BYTES = 192L << 20;

    /** Table files hold at most this much beside what is alive, before they are merged. */
    static final int MAX_DEAD_PERCENT = 100;

    private static final int FILTER_BITS_PER_KEY = 10;
    private static final double MEMORY_FILTER_SHARE = 0.05;
    static final int KEEP_INFO_LOGS = 2;
    static final long MAX_INFO_LOG_BYTES = 1L << 20;
    private static final int BACKGROUND_JOBS = 2;

    private final Cache blocks = new LRUCache(BLOCK_CACHE_BYTES);
    private final CompactionOptionsUniversal merging =
            new CompactionOptionsUniversal().setMaxSizeAmplificationPercent(MAX_DEAD_PERCENT);
    private final BloomFilter filter = new BloomFilter(FILTER_BITS_PER_KEY);
    private final DBOptions database = database(true);
    private final DBOptions forgiving = database(false);
    private final ColumnFamilyOptions largeRows = family(LARGE_ROWS_BUFFER_BYTES);
    private final ColumnFamilyOptions smallRows = family(SMALL_ROWS_BUFFER_BYTES);

    private ColumnFamilyOptions family(long writeBufferBytes) {
        return new ColumnFamilyOptions()
                .setWriteBufferSize(writeBufferBytes)
                // Keys are hashes: every new file overlaps all others. Merging files of like size rewrites a row a few
                // times; levels would rewrite it dozens of times.
                .setCompactionStyle(CompactionStyle.UNIVERSAL)
                .setCompactionOptionsUniversal(merging)
                // Most questions are whether something is new, and it mostly is.
                .setMemtablePrefixBloomSizeRatio(MEMORY_FILTER_SHARE)
                .setMemtableWholeKeyFiltering(true)
                // Rows are ciphertext and hashes: there is nothing to press out of them.
                .setCompressionType(CompressionType.NO_COMPRESSION)
                .setTableFormatConfig(new BlockBasedTableConfig()
                        .setBlockCache(blocks)
                        // Indexes and filters stay in memory, about 1.3 bytes for a row: fetched from the cache, they
                        // would drive out each other.
                        .setCacheIndexAndFilterBlocks(false)
                        .setFilterPolicy(filter));
    }

    /** @param tracked whether RocksDB writes down which logs there are and how long each is; of the newest {@link StoreHead} knows */
    private static DBOptions database(boolean tracked) {
        Properties named = new Properties();
        // Has no method in Java.
        named.setProperty("track_and_verify_wals_in_manifest", Boolean.toString(tracked));
        return Objects.requireNonNull(DBOptions.getDBOptionsFromProps(named), "RocksDB does not know an option")
                .setCreateMissingColumnFamilies(true)
                .setDbWriteBufferSize(WRITE_BUFFERS_BYTES)
                .setMaxTotalWalSize(MAX_LOG_BYTES)
                .setMaxBackgroundJobs(BACKGROUND_JOBS)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setKeepLogFileNum(KEEP_INFO_LOGS)
                .setMaxLogFileSize(MAX_INFO_LOG_BYTES);
    }

    DBOptions database() {
        return database;
    }

    /** One that opens what is left of a store, though logs are missing. Not for reading only: RocksDB crashes on logs that it had tracked. */
    DBOptions forgiving() {
        return forgiving;
    }

    /** From the next opening on table files are not merged, however many there are; until the process ends. */
    void mergeNoMore() {
        largeRows.setDisableAutoCompactions(true);
        smallRows.setDisableAutoCompactions(true);
    }

    ColumnFamilyOptions family(Table table) {
        return table.large() ? largeRows : smallRows;
    }

    @Override
    public void close() {
        database.close();
        forgiving.close();
        largeRows.close();
        smallRows.close();
        merging.close();
        filter.close();
        blocks.close();
    }
}
