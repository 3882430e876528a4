package org.waystation.relay.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.waystation.federation.store.Batch;
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

    private final InMemoryRows disk = new InMemoryRows();
    private final SecretKey32 secret = SecretKey32.random(Entropy.system());

    @Override
    Store open() {
        return over(secret);
    }

    private Store over(SecretKey32 key) {
        RowForm form = new RowForm(key, Entropy.system());
        return new HidingStore(new RocksStore(new SealedRows(disk, form)), form);
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
    void rowsOfADueTableAreDeletedAndWrittenAnewWhateverTheOrderOfTheirHiddenIds() {
        // Given
        commit(batch -> {
            for (int each = 0; each < 40; each++) {
                batch.put(DUE, Keys.of(Keys.number(7), id(each)), new byte[0]);
            }
        });
        Set<String> left = new TreeSet<>();

        // When
        try (Batch batch = store().begin()) {
            for (int each = 0; each < 40; each += 2) {
                batch.delete(DUE, Keys.of(Keys.number(7), id(each)));
                batch.put(DUE, Keys.of(Keys.number(7), id(100 + each)), new byte[0]);
            }
            batch.scan(
                    DUE,
                    Keys.number(7),
                    Keys.number(8),
                    (key, value) -> left.add(HexFormat.of().formatHex(key)));
        }

        // Then
        Set<String> expected = new TreeSet<>();
        for (int each = 0; each < 40; each++) {
            int number = each % 2 == 0 ? 100 + each : each;
            expected.add(HexFormat.of().formatHex(Keys.of(Keys.number(7), id(number))));
        }
        assertEquals(expected, left);
    }

    @Test
    void whatATurnWritesTwiceIsSealedOnceAndWhatItTakesBackNever() {
        // When
        commit(batch -> {
            batch.put(ONE, key("a"), value("1"));
            batch.put(ONE, key("a"), value("2"));
            batch.put(ONE, key("b"), value("3"));
            batch.delete(ONE, key("b"));
        });
        commit(batch -> batch.put(ONE, key("c"), value("4")));

        // Then: the counts stand behind the epoch, which is 12 bytes.
        assertEquals(0, ByteBuffer.wrap(disk.table(ONE).get(key("a"))).getInt(12));
        assertEquals(1, ByteBuffer.wrap(disk.table(ONE).get(key("c"))).getInt(12));
    }

    private static byte[] id(int number) {
        return Keys.of(Keys.number(0), Keys.number(number));
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
        byte[] sealed = disk.get(ONE, key("a")).orElseThrow();
        disk.table(ONE).put(key("b"), sealed);
        disk.table(TWO).put(key("a"), sealed);

        // Then
        try (Batch batch = open().begin()) {
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
        disk.table(ONE).put(key("a"), new byte[0]);

        // Then
        try (Batch batch = open().begin()) {
            StoreFailure failure = assertThrows(StoreFailure.class, () -> batch.get(ONE, key("a")));
            assertTrue(String.valueOf(failure.getMessage()).startsWith("a row of the table one does not open"));
        }
    }

    @Test
    void anotherNodesSecretOpensNoRow() {
        // Given
        commit(batch -> batch.put(ONE, key("a"), value("1")));

        // When
        Store foreign = over(SecretKey32.random(Entropy.system()));

        // Then
        try (Batch batch = foreign.begin()) {
            assertThrows(StoreFailure.class, () -> batch.get(ONE, key("a")));
        }
    }

    private List<String> raw(Table table) {
        return disk.table(table).entrySet().stream()
                .map(row -> HexFormat.of().formatHex(row.getKey()) + "="
                        + HexFormat.of().formatHex(row.getValue()))
                .toList();
    }
}
