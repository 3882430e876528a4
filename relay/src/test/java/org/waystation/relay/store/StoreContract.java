package org.waystation.relay.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waystation.federation.store.Batch;
import org.waystation.federation.store.Store;
import org.waystation.federation.store.Table;

/** What every store promises, whatever is behind it. */
abstract class StoreContract {
    static final Table ONE = new Table("one");
    static final Table TWO = new Table("two");

    private Store store;

    /** A fresh store with the tables {@link #ONE} and {@link #TWO}. */
    abstract Store open() throws Exception;

    @BeforeEach
    void openStore() throws Exception {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    Store store() {
        return store;
    }

    @Test
    void transactionReadsItsOwnWrites() {
        // Given
        commit(batch -> batch.put(ONE, key("a"), value("old")));

        try (Batch batch = store.begin()) {
            // When
            batch.put(ONE, key("a"), value("new"));
            batch.put(ONE, key("b"), value("fresh"));
            batch.delete(ONE, key("c"));

            // Then
            assertEquals("new", text(batch.get(ONE, key("a"))));
            assertEquals(List.of("a=new", "b=fresh"), rows(batch, ONE, "a", "z"));
        }
    }

    @Test
    void deletedRowIsGoneWithinItsTransactionAndAfterIt() {
        // Given
        commit(batch -> batch.put(ONE, key("a"), value("1")));

        // When
        commit(batch -> {
            batch.delete(ONE, key("a"));
            assertEquals(Optional.empty(), batch.get(ONE, key("a")));
            assertEquals(List.of(), rows(batch, ONE, "a", "z"));
        });

        // Then
        assertEquals(List.of(), committed(ONE));
    }

    @Test
    void whatIsNotCommittedIsGone() {
        // Given
        commit(batch -> batch.put(ONE, key("a"), value("1")));

        // When
        try (Batch batch = store.begin()) {
            batch.put(ONE, key("a"), value("2"));
            batch.put(TWO, key("b"), value("3"));
            batch.delete(ONE, key("a"));
        }

        // Then
        assertEquals(List.of("a=1"), committed(ONE));
        assertEquals(List.of(), committed(TWO));
    }

    @Test
    void undoTakesBackWhatCameAfterTheMarkOnly() {
        // Given
        commit(batch -> batch.put(ONE, key("c"), value("before")));

        // When
        commit(batch -> {
            batch.put(ONE, key("a"), value("1"));
            batch.mark();
            batch.put(ONE, key("a"), value("2"));
            batch.put(TWO, key("b"), value("3"));
            batch.delete(ONE, key("c"));
            batch.undoToMark();
            assertEquals(List.of("a=1", "c=before"), rows(batch, ONE, "a", "z"));
        });

        // Then
        assertEquals(List.of("a=1", "c=before"), committed(ONE));
        assertEquals(List.of(), committed(TWO));
    }

    @Test
    void laterMarkReplacesAnEarlierAndStaysAfterAnUndo() {
        // When
        commit(batch -> {
            batch.mark();
            batch.put(ONE, key("a"), value("1"));
            batch.mark();
            batch.put(ONE, key("b"), value("2"));
            batch.undoToMark();
            batch.put(ONE, key("c"), value("3"));
            batch.undoToMark();
            batch.put(ONE, key("d"), value("4"));
        });

        // Then
        assertEquals(List.of("a=1", "d=4"), committed(ONE));
    }

    @Test
    void scanGoesInOrderOfUnsignedBytesFromTheFirstKeyToJustBeforeTheLast() {
        // Given
        commit(batch -> {
            for (int each : new int[] {0x00, 0x01, 0x7F, 0x80, 0xFE, 0xFF}) {
                batch.put(ONE, new byte[] {(byte) each}, new byte[] {(byte) each});
            }
            batch.put(ONE, new byte[] {(byte) 0x80, 0}, new byte[] {1});
        });
        List<String> seen = new ArrayList<>();

        // When
        try (Batch batch = store.begin()) {
            batch.scan(ONE, new byte[] {1}, new byte[] {(byte) 0xFE}, (key, value) -> {
                seen.add(java.util.HexFormat.of().formatHex(key));
                return true;
            });
        }

        // Then
        assertEquals(List.of("01", "7f", "80", "8000"), seen);
    }

    @Test
    void scanEndsWhenTheVisitorHasEnough() {
        // Given
        commit(batch -> List.of("a", "b", "c").forEach(each -> batch.put(ONE, key(each), value(each))));
        List<String> seen = new ArrayList<>();

        // When
        try (Batch batch = store.begin()) {
            batch.scan(ONE, key("a"), key("z"), (key, value) -> {
                seen.add(text(key));
                return seen.size() < 2;
            });
        }

        // Then
        assertEquals(List.of("a", "b"), seen);
    }

    @Test
    void visitorMayDeleteTheRowThatItEndsAt() {
        // Given
        commit(batch -> List.of("a", "b").forEach(each -> batch.put(ONE, key(each), value(each))));

        // When
        commit(batch -> batch.scan(ONE, key("a"), key("z"), (key, value) -> {
            batch.delete(ONE, key);
            return false;
        }));

        // Then
        assertEquals(List.of("b=b"), committed(ONE));
    }

    @Test
    void rangeIsDeletedWithoutItsEndAndWithRowsOfTheSameTransaction() {
        // Given
        commit(batch -> List.of("a", "b", "d").forEach(each -> batch.put(ONE, key(each), value(each))));

        // When
        commit(batch -> {
            batch.put(ONE, key("c"), value("c"));
            batch.put(TWO, key("c"), value("c"));
            batch.deleteRange(ONE, key("b"), key("d"));
        });

        // Then
        assertEquals(List.of("a=a", "d=d"), committed(ONE));
        assertEquals(List.of("c=c"), committed(TWO));
    }

    @Test
    void emptyValueIsAValue() {
        // When
        commit(batch -> batch.put(ONE, key("a"), new byte[0]));

        // Then
        try (Batch batch = store.begin()) {
            assertArrayEquals(new byte[0], batch.get(ONE, key("a")).orElseThrow());
        }
    }

    @Test
    void arraysThatWereHandedOutAreTheCallers() {
        // Given
        commit(batch -> batch.put(ONE, key("a"), value("1")));

        // When
        try (Batch batch = store.begin()) {
            batch.get(ONE, key("a")).orElseThrow()[0] = 'x';
            batch.scan(ONE, key("a"), key("z"), (key, value) -> {
                key[0] = 'x';
                value[0] = 'x';
                return true;
            });
        }

        // Then
        assertEquals(List.of("a=1"), committed(ONE));
    }

    @Test
    void storeIsAnOrderedMapUnderAnyMixOfOperations() {
        // Given
        Random random = new Random(7);
        TreeMap<String, String> oracle = new TreeMap<>();

        for (int turn = 0; turn < 200; turn++) {
            // When
            TreeMap<String, String> changed = new TreeMap<>(oracle);
            boolean commits = random.nextInt(4) > 0;
            try (Batch batch = store.begin()) {
                NavigableMap<String, String> marked = null;
                for (int i = random.nextInt(12); i > 0; i--) {
                    marked = change(batch, changed, marked, random);
                }
                assertEquals(rowsOf(changed), rows(batch, ONE, "", "~"), "within turn " + turn);
                if (commits) {
                    batch.commit();
                }
            }
            oracle = commits ? changed : oracle;

            // Then
            assertEquals(rowsOf(oracle), committed(ONE), "after turn " + turn);
        }
        assertTrue(oracle.size() > 1);
    }

    private static @Nullable NavigableMap<String, String> change(
            Batch batch,
            NavigableMap<String, String> rows,
            @Nullable NavigableMap<String, String> marked,
            Random random) {
        String key = "k" + random.nextInt(20);
        switch (random.nextInt(7)) {
            case 0, 1, 2 -> {
                String fresh = "v" + random.nextInt(1_000);
                batch.put(ONE, key(key), value(fresh));
                rows.put(key, fresh);
            }
            case 3 -> {
                batch.delete(ONE, key(key));
                rows.remove(key);
            }
            case 4 -> {
                String to = "k" + random.nextInt(20);
                if (key.compareTo(to) < 0) {
                    batch.deleteRange(ONE, key(key), key(to));
                    rows.subMap(key, true, to, false).clear();
                }
            }
            case 5 -> {
                batch.mark();
                return new TreeMap<>(rows);
            }
            default -> {
                if (marked != null) {
                    batch.undoToMark();
                    rows.clear();
                    rows.putAll(marked);
                }
            }
        }
        return marked;
    }

    void commit(Consumer<Batch> work) {
        try (Batch batch = store.begin()) {
            work.accept(batch);
            batch.commit();
        }
    }

    List<String> committed(Table table) {
        try (Batch batch = store.begin()) {
            return rows(batch, table, "", "~");
        }
    }

    static List<String> rows(Batch batch, Table table, String from, String to) {
        List<String> rows = new ArrayList<>();
        batch.scan(table, key(from), key(to), (key, value) -> {
            rows.add(text(key) + "=" + text(value));
            return true;
        });
        return rows;
    }

    private static List<String> rowsOf(NavigableMap<String, String> map) {
        return map.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .toList();
    }

    static byte[] key(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] value(String text) {
        return key(text);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static String text(Optional<byte[]> bytes) {
        return text(bytes.orElseThrow());
    }
}
