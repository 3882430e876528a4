package org.waystation.relay.store;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.waystation.federation.store.StoreFailure;
import org.waystation.federation.store.Table;

/** A store whose rows are in two logs misses what becomes of the older one too, though the newer goes further. */
final class DamagedLogsIT {
    private static final Table LETTERS = new Table("letters").withLargeValues();
    private static final Table NAMES = new Table("names");
    private static final int LETTER_BYTES = 1 << 20;
    private static final int ENOUGH_LETTERS = (int) (RocksTuning.LARGE_ROWS_BUFFER_BYTES / LETTER_BYTES) + 2;
    private static final int NAMES_IN_ALL = 2 * ENOUGH_LETTERS;

    private final Path store;

    DamagedLogsIT(@TempDir Path root) {
        store = root.resolve("store");
    }

    /** What becomes of one log. */
    private enum Loss {
        ONE_BIT {
            @Override
            void strike(Path log) throws IOException {
                try (RandomAccessFile bytes = new RandomAccessFile(log.toFile(), "rw")) {
                    long middle = bytes.length() / 2;
                    bytes.seek(middle);
                    int before = bytes.read();
                    bytes.seek(middle);
                    bytes.write(before ^ 0x10);
                }
            }
        },
        LAST_BYTES {
            @Override
            void strike(Path log) throws IOException {
                cut(log, Files.size(log) - 10);
            }
        },
        HALF {
            @Override
            void strike(Path log) throws IOException {
                cut(log, Files.size(log) / 2);
            }
        },
        ALL {
            @Override
            void strike(Path log) throws IOException {
                Files.delete(log);
            }
        };

        abstract void strike(Path log) throws IOException;

        private static void cut(Path log, long length) throws IOException {
            try (RandomAccessFile bytes = new RandomAccessFile(log.toFile(), "rw")) {
                bytes.setLength(length);
            }
        }
    }

    /** Letters fill their buffer once, so that a second log begins while the first still holds names. */
    @BeforeEach
    void fillTwoLogs() throws IOException {
        try (RocksRows disk = RocksRows.open(store, List.of(LETTERS, NAMES))) {
            for (int i = 0; i < NAMES_IN_ALL; i++) {
                PendingWrites writes = new PendingWrites();
                writes.put(NAMES, key(i), key(i));
                if (i < ENOUGH_LETTERS) {
                    writes.put(LETTERS, key(i), new byte[LETTER_BYTES]);
                }
                disk.write(writes);
            }
        }
        assertEquals(2, logs().size(), "both logs are needed");
    }

    @Test
    void twoWholeLogsAreReadToTheirEnd() {
        assertEquals(NAMES_IN_ALL, namesRead());
    }

    @ParameterizedTest
    @EnumSource
    void storeWithoutAnOlderLogsRowsIsRefused(Loss loss) throws Exception {
        // When
        loss.strike(logs().get(0));

        // Then
        assertThrows(StoreFailure.class, this::namesRead);
        assertThrows(StoreFailure.class, this::namesRead, "a second start finds the same");
    }

    /** As on the first start after a version that made no note. */
    @ParameterizedTest
    @EnumSource
    void storeOfWhichNothingWasNotedIsRefusedAsWell(Loss loss) throws Exception {
        // Given
        Files.delete(StoreHead.of(store));

        // When
        loss.strike(logs().get(0));

        // Then
        assertThrows(StoreFailure.class, this::namesRead);
    }

    @Test
    void newestLogThatEndsEarlyIsTakenForARestWhereNothingWasNoted() throws Exception {
        // Given
        Files.delete(StoreHead.of(store));

        // When
        Loss.LAST_BYTES.strike(logs().get(1));

        // Then
        assertEquals(NAMES_IN_ALL - 1, namesRead());
    }

    @ParameterizedTest
    @EnumSource(names = {"LAST_BYTES", "HALF", "ALL"})
    void operatorWhoSaysSoGoesOnWithWhatIsLeft(Loss loss) throws Exception {
        // Given
        loss.strike(logs().get(0));

        // When
        Files.write(StoreHead.of(store), new byte[0]);

        // Then
        assertTrue(assertDoesNotThrow(this::namesRead) < NAMES_IN_ALL);
    }

    private int namesRead() {
        try (RocksRows disk = RocksRows.open(store, List.of(LETTERS, NAMES))) {
            return (int) Stream.iterate(0, i -> i + 1)
                    .limit(NAMES_IN_ALL)
                    .filter(i -> disk.get(NAMES, key(i)).isPresent())
                    .count();
        }
    }

    private List<Path> logs() throws IOException {
        try (Stream<Path> all = Files.list(store)) {
            return all.filter(each -> each.toString().endsWith(".log")).sorted().toList();
        }
    }

    private static byte[] key(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }
}
