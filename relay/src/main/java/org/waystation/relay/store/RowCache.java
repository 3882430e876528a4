package org.waystation.relay.store;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.waystation.federation.store.Table;

/**
 * Small rows that were read or written last, as they were committed. One thread reads and writes the store, so what is here cannot
 * be out of date; after a failed write nobody knows what is on disk, and it is emptied.
 *
 * <p>Confined to the store's thread. Holds at most {@link #MAX_ROWS} rows of at most {@link #MAX_VALUE_BYTES} bytes.
 */
final class RowCache {
    static final int MAX_ROWS = 32_768;
    static final int MAX_VALUE_BYTES = 512;

    private final Map<Name, byte[]> rows = new LinkedHashMap<>(MAX_ROWS, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Name, byte[]> eldest) {
            return size() > MAX_ROWS;
        }
    };

    private static final class Name {
        private final Table table;
        private final byte[] key;
        private final int hash;

        Name(Table table, byte[] key) {
            this.table = table;
            this.key = key;
            this.hash = 31 * table.hashCode() + Arrays.hashCode(key);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Name that
                    && hash == that.hash
                    && table.equals(that.table)
                    && Arrays.equals(key, that.key);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    Optional<byte[]> find(Table table, byte[] key) {
        return table.keysOnly() ? Optional.empty() : Optional.ofNullable(rows.get(new Name(table, key)));
    }

    /** Rows that are only keys are asked for once or never: they would drive out what is asked for often. */
    void put(Table table, byte[] key, byte[] value) {
        if (table.keysOnly()) {
            return;
        }
        if (value.length <= MAX_VALUE_BYTES) {
            rows.put(new Name(table, key), value);
        } else {
            remove(table, key);
        }
    }

    void remove(Table table, byte[] key) {
        if (!table.keysOnly()) {
            rows.remove(new Name(table, key));
        }
    }

    void clear() {
        rows.clear();
    }

    int size() {
        return rows.size();
    }
}
