package org.waystation.relay.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.waystation.federation.store.StoreFailure;
import org.waystation.federation.store.Table;
import org.waystation.relay.files.FileTree;

/** A store whose files are not as they were left says so; it never answers as if a committed row had not been there. */
final class DamagedStoreIT {
    private static final Table LETTERS = new Table("letters").withLargeValues();
    private static final Table NAMES = new Table("names");
    private static final int ROWS = 240;
    private static final int ROW_BYTES = 2_000;

    private final Path root;
    private final Path store;

    DamagedStoreIT(@TempDir Path root) {
        this.root = root;
        this.store = root.resolve("store");
    }

    /** Half of the rows in table files, half in the log. */
    @BeforeEach
    void fill() {
        try (RocksRows disk = RocksRows.open(store, List.of(LETTERS, NAMES))) {
            put(disk, 0, ROWS / 2);
            disk.checkpoint(root.resolve("copy"));
            put(disk, ROWS / 2, ROWS);
        }
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void damagedStoreRefusesAndForgetsNothingInSilence(Damage damage) throws Exception {
        // When
        damage.strike(store);

        // Then
        assertEquals(damage.outcome(), outcome());
        assertEquals(damage.outcome(), outcome(), "a second start finds the same");
    }

    @Test
    void olderCopyInTheStoresPlaceIsRefused() throws Exception {
        // When
        FileTree.delete(store);
        FileTree.move(root.resolve("copy"), store);

        // Then
        assertEquals(Damage.Outcome.REFUSED_AT_START, outcome());
    }

    private static void put(RocksRows disk, int from, int to) {
        for (int i = from; i < to; i++) {
            PendingWrites writes = new PendingWrites();
            writes.put(LETTERS, key(i), letter(i));
            writes.put(NAMES, key(i), key(i));
            disk.write(writes);
        }
    }

    private static byte[] key(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }

    private static byte[] letter(int number) {
        byte[] letter = new byte[ROW_BYTES];
        new Random(number).nextBytes(letter);
        return letter;
    }

    private Damage.Outcome outcome() {
        try (RocksRows disk = RocksRows.open(store, List.of(LETTERS, NAMES))) {
            return readAll(disk) == ROWS ? Damage.Outcome.WHOLE : Damage.Outcome.REFUSED_WHEN_READ;
        } catch (StoreFailure refused) {
            return Damage.Outcome.REFUSED_AT_START;
        }
    }

    /** How many rows can be read; those are as they were. */
    private static int readAll(RocksRows disk) {
        int read = 0;
        for (int i = 0; i < ROWS; i++) {
            try {
                Optional<byte[]> letter = disk.get(LETTERS, key(i));
                assertTrue(letter.isPresent(), "row " + i + " is gone, and nobody says so");
                assertArrayEquals(letter(i), letter.get());
                assertArrayEquals(key(i), disk.get(NAMES, key(i)).orElseThrow());
                read++;
            } catch (StoreFailure damaged) {
                // It says so.
            }
        }
        return read;
    }
}
