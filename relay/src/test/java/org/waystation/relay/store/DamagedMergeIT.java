package org.waystation.relay.store;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.federation.store.StoreFailure;
import org.waystation.federation.store.Table;

/** RocksDB merges table files by itself, and takes no more writes once it meets a damaged one. */
final class DamagedMergeIT {
    private static final Table LETTERS = new Table("letters").withLargeValues();
    private static final int ROW_BYTES = 4_000;
    private static final int ROWS_OF_A_FILE = 50;
    private static final int FILES = 3;
    private static final int WRITES_AFTER = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Random random = new Random(1);
    private int written;

    @Test
    void mergeThatMeetsADamagedFileCostsOneWriteAndNotEveryWriteFromThenOn(@TempDir Path root) throws Exception {
        // Given
        Path store = root.resolve("store");
        for (int i = 0; i < FILES; i++) {
            // A start writes what was in the log to a table file.
            writeAll(store, ROWS_OF_A_FILE);
        }
        damage(largestTable(store));

        try (RocksRows disk = RocksRows.open(store, List.of(LETTERS))) {
            // When
            await().atMost(PATIENCE).until(() -> isRefused(disk));

            // Then
            for (int i = 0; i < WRITES_AFTER; i++) {
                write(disk);
            }
        }
    }

    private void writeAll(Path store, int rows) {
        try (RocksRows disk = RocksRows.open(store, List.of(LETTERS))) {
            for (int i = 0; i < rows; i++) {
                write(disk);
            }
        }
    }

    /** Fills table files until they are merged. */
    private boolean isRefused(RocksRows disk) {
        try {
            PendingWrites many = new PendingWrites();
            for (int i = 0; i < ROWS_OF_A_FILE * 20; i++) {
                many.put(LETTERS, key(), row());
            }
            disk.write(many);
            return false;
        } catch (StoreFailure failure) {
            assertTrue(failure.isDamage(), failure.getMessage());
            return true;
        }
    }

    private void write(RocksRows disk) {
        PendingWrites one = new PendingWrites();
        one.put(LETTERS, key(), row());
        try {
            disk.write(one);
        } catch (StoreFailure failure) {
            fail("write " + written + " was refused: " + failure.getMessage());
        }
    }

    private byte[] key() {
        return ByteBuffer.allocate(Integer.BYTES).putInt(written++).array();
    }

    private byte[] row() {
        byte[] row = new byte[ROW_BYTES];
        random.nextBytes(row);
        return row;
    }

    private static Path largestTable(Path store) throws Exception {
        try (Stream<Path> files = Files.list(store)) {
            return files.filter(each -> each.toString().endsWith(".sst"))
                    .max(Comparator.comparingLong(each -> each.toFile().length()))
                    .orElseThrow();
        }
    }

    private static void damage(Path table) throws Exception {
        try (RandomAccessFile file = new RandomAccessFile(table.toFile(), "rw")) {
            long place = file.length() / 2;
            file.seek(place);
            int before = file.read();
            file.seek(place);
            file.write(before ^ 1);
        }
    }
}
