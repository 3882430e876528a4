package org.waystation.relay.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.waystation.federation.store.Batch;
import org.waystation.federation.store.Keys;
import org.waystation.federation.store.StoreFailure;
import org.waystation.federation.store.Table;

/** A write that fails and is on the disk all the same. */
class DoubtfulWriteTest {
    private static final Table ONE = new Table("one");
    private static final byte[] KEY = Keys.number(1);

    private final TreeMap<byte[], byte[]> disk = new TreeMap<>(Arrays::compareUnsigned);
    private boolean liesAboutWrites;

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
            changes.forEach((table, key, value) -> value.ifPresent(bytes -> disk.put(key, bytes)));
            if (liesAboutWrites) {
                throw new StoreFailure("the disk went away", new RuntimeException());
            }
        }

        @Override
        public void close() {}
    });

    @Test
    void isSeenByWhoeverReadsNext() {
        // Given: a row that is known
        commit(7);
        liesAboutWrites = true;
        // When
        assertThrows(StoreFailure.class, () -> commit(8));
        // Then
        try (Batch batch = store.begin()) {
            assertArrayEquals(Keys.number(8), batch.get(ONE, KEY).orElseThrow());
        }
    }

    private void commit(long value) {
        try (Batch batch = store.begin()) {
            batch.put(ONE, KEY, Keys.number(value));
            batch.commit();
        }
    }
}
