package org.waystation.relay.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.waystation.federation.store.Batch;
import org.waystation.federation.store.Keys;
import org.waystation.federation.store.StoreFailure;
import org.waystation.federation.store.Table;

/** A write that fails and is on the disk all the same. */
class DoubtfulWriteTest {
    private static final Table ONE = new Table("one");
    private static final byte[] KEY = Keys.number(1);
    private final StoreFailure failure = new StoreFailure("the disk went away");

    private final TreeMap<byte[], byte[]> disk = new TreeMap<>(Arrays::compareUnsigned);
    private @Nullable RuntimeException trouble;
    private int writes;

    private final RocksStore store = new RocksStore(new Rows() {
        @Override
        public Optional<byte[]> get(Table table, byte[] key) {
            return Optional.ofNullable(disk.get(key)).map(byte[]::clone);
        }

        @Override
        public void scan(Table table, byte[] from, byte[] to, Batch.RowVisitor visitor) {
            throw new AssertionError("nobody scans here");
        }

        @Override
        public void write(Changes changes) {
            writes++;
            changes.forEach((table, key, value) -> value.ifPresent(bytes -> disk.put(key, bytes)));
            if (trouble != null) {
                throw trouble;
            }
        }

        @Override
        public void close() {}
    });

    @Test
    void isSeenByWhoeverReadsNext() {
        // Given: a row that is known
        commit(7);
        trouble = failure;
        // When
        assertThrows(StoreFailure.class, () -> commit(8));
        // Then
        try (Batch batch = store.begin()) {
            assertArrayEquals(Keys.number(8), batch.get(ONE, KEY).orElseThrow());
        }
    }

    @Test
    void isSeenByWhoeverReadsNextAlsoIfAMistakeOfOursWasTheReason() {
        // Given
        commit(7);
        trouble = new IllegalStateException("a mistake made for this test");
        // When
        assertThrows(IllegalStateException.class, () -> commit(8));
        // Then
        try (Batch batch = store.begin()) {
            assertArrayEquals(Keys.number(8), batch.get(ONE, KEY).orElseThrow());
        }
    }

    @Test
    void commitOfNothingFailsAsLongAsTheDiskDoes() {
        // Given
        trouble = failure;
        assertThrows(StoreFailure.class, () -> commit(7));
        // When, then
        assertThrows(StoreFailure.class, this::commitNothing);
        trouble = null;
        commitNothing();
    }

    @Test
    void commitOfNothingCostsNoWriteOnceTheDiskWorks() {
        // Given
        trouble = failure;
        assertThrows(StoreFailure.class, () -> commit(7));
        trouble = null;
        commitNothing();
        int before = writes;
        // When
        commitNothing();
        // Then
        assertEquals(before, writes);
    }

    private void commitNothing() {
        try (Batch batch = store.begin()) {
            batch.commit();
        }
    }

    private void commit(long value) {
        try (Batch batch = store.begin()) {
            batch.put(ONE, KEY, Keys.number(value));
            batch.commit();
        }
    }
}
