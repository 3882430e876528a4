package org.waystation.relay.store;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.federation.store.Batch;
import org.waystation.federation.store.StoreFailure;
import org.waystation.federation.store.Table;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SecretKey32;

/** The note beside a store is missed when it is not there, and half of it is enough. */
final class StoreHeadIT {
    private static final Table LETTERS = SealedLedgerIT.TABLES.get(0);
    private static final byte[] KEY = {1};

    private final SecretKey32 secret = SecretKey32.random(Entropy.system());
    private final Path root;
    private final Path store;
    private final Path head;

    StoreHeadIT(@TempDir Path root) {
        this.root = root;
        store = root.resolve("store");
        head = StoreHead.of(store);
    }

    @BeforeEach
    void fill() {
        try (StoreDirectory disk = open(store);
                Batch batch = disk.begin()) {
            batch.put(LETTERS, KEY, new byte[100]);
            batch.commit();
        }
    }

    @Test
    void storeWhoseNoteIsGoneIsRefused() throws Exception {
        // When
        Files.delete(head);

        // Then
        assertRefused();
    }

    @Test
    void storeWhoseNoteAndLogAreGoneIsRefused() throws Exception {
        // Given a start, which writes what was in the log to table files
        open(store).close();

        // When
        Files.delete(head);
        try (Stream<Path> files = Files.list(store)) {
            for (Path log :
                    files.filter(each -> each.toString().endsWith(".log")).toList()) {
                Files.delete(log);
            }
        }

        // Then
        assertRefused();
    }

    @Test
    void noteOfAnotherLengthIsNoNote() throws Exception {
        // When
        Files.write(head, Arrays.copyOf(Files.readAllBytes(head), 10));

        // Then
        assertRefused();
    }

    @Test
    void oneOfTheTwoPlacesIsEnough() throws Exception {
        // Given
        byte[] whole = Files.readAllBytes(head);
        OptionalLong noted = StoreHead.read(store);

        for (int torn : List.of(3, whole.length - 3)) {
            // When
            byte[] damaged = whole.clone();
            damaged[torn] ^= 1;
            Files.write(head, damaged);

            // Then
            assertTrue(StoreHead.read(store).orElseThrow() <= noted.orElseThrow());
            assertDoesNotThrow(() -> open(store).close());
        }
    }

    @Test
    void noteOfWhichBothPlacesAreDamagedIsNoNote() throws Exception {
        // When
        byte[] damaged = Files.readAllBytes(head);
        damaged[0] ^= 1;
        damaged[damaged.length - 1] ^= 1;
        Files.write(head, damaged);

        // Then
        assertEquals(OptionalLong.empty(), StoreHead.read(store));
        assertRefused();
    }

    @Test
    void operatorWhoTakesTheStoreAsItIsHasANewNoteMade() throws Exception {
        // When
        Files.write(head, new byte[0]);

        // Then
        assertDoesNotThrow(() -> open(store).close());
        assertTrue(StoreHead.read(store).orElseThrow() > 0);
    }

    @Test
    void copyOpensWithoutANoteAndHasItsOwnFromThenOn() throws Exception {
        // Given
        Path copy = root.resolve("copy").resolve("store");
        Files.createDirectories(copy.getParent());
        try (StoreDirectory disk = open(store)) {
            disk.copyTo(copy);
        }

        // When
        StoreDirectory.detach(copy, new Table("nothing"), root.resolve("native"));

        // Then
        assertDoesNotThrow(() -> open(copy).close());
        Files.delete(StoreHead.of(copy));
        assertThrows(StoreFailure.class, () -> open(copy));
    }

    private StoreDirectory open(Path directory) {
        return StoreDirectory.open(directory, SealedLedgerIT.TABLES, secret, Entropy.system());
    }

    private void assertRefused() throws IOException {
        assertThrows(StoreFailure.class, () -> open(store));
        assertThrows(StoreFailure.class, () -> open(store), "a second start finds the same");
    }
}
