package org.waystation.relay.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.federation.store.Batch;
import org.waystation.federation.store.Store;
import org.waystation.federation.store.StoreFailure;
import org.waystation.federation.store.Table;

/** The store on disk. */
class RocksStoreIT extends StoreContract {
    private final Path directory;

    RocksStoreIT(@TempDir Path directory) {
        this.directory = directory;
    }

    @Override
    Store open() {
        return RocksStore.open(directory.resolve("store"), List.of(ONE, TWO));
    }

    @Test
    void whatWasCommittedIsThereAfterReopening() {
        // Given
        commit(batch -> {
            batch.put(ONE, key("a"), value("1"));
            batch.put(TWO, key("b"), value("2"));
        });
        try (Batch batch = store().begin()) {
            batch.put(ONE, key("c"), value("never"));
        }

        // When
        store().close();

        // Then
        try (Store reopened = open();
                Batch batch = reopened.begin()) {
            assertEquals(List.of("a=1"), rows(batch, ONE, "", "~"));
            assertEquals(List.of("b=2"), rows(batch, TWO, "", "~"));
        }
    }

    @Test
    void writeOfNothingReachesTheLogToo() throws Exception {
        // Given
        store().close();
        try (RocksRows rows = RocksRows.open(directory.resolve("store"), List.of(ONE, TWO))) {
            long before = logBytes();

            // When
            rows.write(visitor -> {});

            // Then
            assertTrue(logBytes() > before);
        }
    }

    @Test
    void howMuchItHoldsIsToldWhileItIsOpen() {
        // Given
        store().close();
        RocksRows rows = RocksRows.open(directory.resolve("store"), List.of(ONE, TWO));
        StoreFigures empty = rows.figures().orElseThrow();
        byte[] row = new byte[1 << 20];
        rows.write(visitor -> visitor.visit(ONE, key("a"), Optional.of(row)));
        // When
        StoreFigures open = rows.figures().orElseThrow();
        rows.close();
        // Then
        assertTrue(open.memoryBytes() > empty.memoryBytes());
        assertEquals(Optional.empty(), rows.figures());
    }

    private long logBytes() throws IOException {
        long bytes = 0;
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(directory.resolve("store"), "*.log")) {
            for (Path each : logs) {
                bytes += Files.size(each);
            }
        }
        return bytes;
    }

    @Test
    void laterVersionMayAddATable() {
        // Given
        commit(batch -> batch.put(ONE, key("a"), value("1")));
        store().close();
        Table three = new Table("three");

        // When
        try (Store reopened = RocksStore.open(directory.resolve("store"), List.of(ONE, TWO, three));
                Batch batch = reopened.begin()) {
            // Then
            assertEquals(List.of("a=1"), rows(batch, ONE, "", "~"));
            assertEquals(List.of(), rows(batch, three, "", "~"));
        }
    }

    @Test
    void secondStoreOnTheSameDirectoryIsAFailureAndDoesNotDisturbTheFirst() {
        // Given
        commit(batch -> batch.put(ONE, key("a"), value("1")));

        // When
        assertThrows(StoreFailure.class, this::open);

        // Then
        commit(batch -> batch.put(ONE, key("b"), value("2")));
        assertEquals(List.of("a=1", "b=2"), committed(ONE));
    }

    @Test
    void directoryThatCannotBeMadeIsAFailure() throws Exception {
        // Given
        Path file = Files.createFile(directory.resolve("file"));

        // When, Then
        assertThrows(StoreFailure.class, () -> RocksStore.open(file.resolve("store"), List.of(ONE)));
    }

    @Test
    void storeWhoseFilesAreDamagedIsAFailure() throws Exception {
        // Given
        store().close();
        Files.writeString(directory.resolve("store").resolve("CURRENT"), "nonsense\n");

        // When, Then
        assertThrows(StoreFailure.class, this::open);
    }

    @Test
    void unknownTableIsAMistakeOfOurs() {
        // Given
        Table unknown = new Table("unknown");

        // When, Then
        try (Batch batch = store().begin()) {
            assertThrows(IllegalArgumentException.class, () -> batch.get(unknown, key("a")));
        }
    }
}
