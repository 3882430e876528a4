package org.waystation.relay.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.waystation.federation.store.Batch;
import org.waystation.federation.store.InMemoryStore;
import org.waystation.federation.store.Keys;
import org.waystation.federation.store.Store;
import org.waystation.federation.store.StoreFailure;
import org.waystation.federation.store.Table;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SecretKey32;

/** Sealing changes nothing of what a store promises, and leaves nothing to read behind it. */
class SealedStoreTest extends StoreContract {
    private static final Table BY_ID = new Table("by-id").withIdAt(0);
    private static final Table DUE = new Table("due").withIdAt(Long.BYTES).withKeysOnly();
    private static final byte[] ID = key("sixteen bytes id");
    private static final byte[] OTHER_ID = key("another id of it");

    private final Store disk = new InMemoryStore();
    private final SecretKey32 secret = SecretKey32.random(Entropy.system());

    @Override
    Store open() {
        return new SealedStore(disk, new SealedRows(secret, Entropy.system()));
    }

    @Test
    void noValueAndNoIdCanBeReadOnTheDisk() {
        // When
        commit(batch -> {
            batch.put(ONE, key("a"), value("what was written"));
            batch.put(BY_ID, ID, value("what was written"));
            batch.put(DUE, Keys.of(Keys.number(7), ID), new byte[0]);
        });

        // Then
        String all = String.join("\n", raw(ONE)) + String.join("\n", raw(BY_ID)) + String.join("\n", raw(DUE));
        assertTrue(all.contains(HexFormat.of().formatHex(key("a"))), "search is blind");
        assertFalse(all.contains(HexFormat.of().formatHex(value("what was written"))));
        assertFalse(all.contains(HexFormat.of().formatHex(ID)));
    }

    @Test
    void rowsAreFoundByAHiddenIdAndGiveItBack() {
        // Given
        commit(batch -> {
            batch.put(BY_ID, ID, value("1"));
            batch.put(BY_ID, OTHER_ID, value("2"));
            batch.delete(BY_ID, OTHER_ID);
            batch.put(DUE, Keys.of(Keys.number(7), ID), new byte[0]);
            batch.put(DUE, Keys.of(Keys.number(6), OTHER_ID), new byte[0]);
            batch.put(DUE, Keys.of(Keys.number(8), ID), new byte[0]);
        });
        List<String> due = new ArrayList<>();

        try (Batch batch = store().begin()) {
            // When
            batch.scan(
                    DUE,
                    Keys.number(0),
                    Keys.number(8),
                    (key, value) -> due.add(HexFormat.of().formatHex(key)));

            // Then
            assertArrayEquals(value("1"), batch.get(BY_ID, ID).orElseThrow());
            assertTrue(batch.get(BY_ID, OTHER_ID).isEmpty());
        }
        assertEquals(
                List.of(
                        HexFormat.of().formatHex(Keys.of(Keys.number(6), OTHER_ID)),
                        HexFormat.of().formatHex(Keys.of(Keys.number(7), ID))),
                due);
    }

    @Test
    void aRangeThatCutsThroughIdsIsAMistakeOfOurs() {
        try (Batch batch = store().begin()) {
            byte[] from = Keys.of(Keys.number(1), ID);
            assertThrows(
                    IllegalArgumentException.class, () -> batch.scan(DUE, from, Keys.number(2), (key, value) -> true));
            assertThrows(IllegalArgumentException.class, () -> batch.deleteRange(DUE, from, Keys.number(2)));
            assertThrows(IllegalArgumentException.class, () -> batch.put(DUE, from, value("1")));
        }
    }

    @Test
    void aRowDoesNotOpenUnderAnotherKeyOrInAnotherTable() {
        // Given
        commit(batch -> {
            batch.put(ONE, key("a"), value("1"));
            batch.put(ONE, key("b"), value("2"));
        });

        // When
        onDisk(batch -> {
            batch.put(ONE, key("b"), batch.get(ONE, key("a")).orElseThrow());
            batch.put(TWO, key("a"), batch.get(ONE, key("a")).orElseThrow());
        });

        // Then
        try (Batch batch = store().begin()) {
            assertEquals(1, batch.get(ONE, key("a")).orElseThrow().length);
            assertThrows(StoreFailure.class, () -> batch.get(ONE, key("b")));
            assertThrows(StoreFailure.class, () -> batch.get(TWO, key("a")));
            assertThrows(StoreFailure.class, () -> rows(batch, ONE, "", "~"));
        }
    }

    @Test
    void aRowThatWasBlankedIsRefusedAndItsTableNamedButNotItsContent() {
        // Given
        commit(batch -> batch.put(ONE, key("a"), value("1")));

        // When
        onDisk(batch -> batch.put(ONE, key("a"), new byte[0]));

        // Then
        try (Batch batch = store().begin()) {
            StoreFailure failure = assertThrows(StoreFailure.class, () -> batch.get(ONE, key("a")));
            assertTrue(String.valueOf(failure.getMessage()).startsWith("a row of the table one does not open"));
        }
    }

    @Test
    void anotherNodesSecretOpensNoRow() {
        // Given
        commit(batch -> batch.put(ONE, key("a"), value("1")));

        // When
        Store foreign = new SealedStore(disk, new SealedRows(SecretKey32.random(Entropy.system()), Entropy.system()));

        // Then
        try (Batch batch = foreign.begin()) {
            assertThrows(StoreFailure.class, () -> batch.get(ONE, key("a")));
        }
    }

    private void onDisk(Consumer<Batch> work) {
        try (Batch batch = disk.begin()) {
            work.accept(batch);
            batch.commit();
        }
    }

    private List<String> raw(Table table) {
        List<String> rows = new ArrayList<>();
        byte[] end = new byte[64];
        java.util.Arrays.fill(end, (byte) 0xFF);
        onDisk(batch -> batch.scan(table, new byte[0], end, (key, value) -> {
            rows.add(HexFormat.of().formatHex(key) + "=" + HexFormat.of().formatHex(value));
            return true;
        }));
        return rows;
    }
}
