package org.waystation.federation.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The store port in memory, for tests and simulation: the same contract but for durability. A transaction writes straight
 * into the tables and keeps what it overwrote, so that it can be undone.
 */
public final class InMemoryStore implements Store {
    /** Stands for what nobody can read; known by its identity. */
    private static final byte[] DAMAGED = new byte[0];

    private final Map<Table, NavigableMap<byte[], byte[]>> tables = new HashMap<>();

    @Override
    public Batch begin() {
        return new InMemoryBatch();
    }

    /** What was committed; while no transaction is open. */
    public Ledger ledger() {
        return new Ledger() {
            @Override
            public Optional<byte[]> get(Table table, byte[] key) {
                return Optional.ofNullable(table(table).get(key)).map(byte[]::clone);
            }

            @Override
            public void forEach(Table table, BiConsumer<byte[], byte[]> visitor) {
                table(table).forEach((key, value) -> visitor.accept(key.clone(), value.clone()));
            }
        };
    }

    /** A row goes bad: until it is deleted or written anew, whoever reads it fails. */
    public void damage(Table table, byte[] key) {
        if (table(table).replace(key, DAMAGED) == null) {
            throw new IllegalArgumentException("no such row");
        }
    }

    private static byte[] sound(byte[] value) {
        if (value == DAMAGED) {
            throw StoreFailure.ofDamage("a row of a store in memory is damaged");
        }
        return value.clone();
    }

    @Override
    public void close() {
        tables.clear();
    }

    private NavigableMap<byte[], byte[]> table(Table table) {
        return tables.computeIfAbsent(table, unused -> new TreeMap<>(Arrays::compareUnsigned));
    }

    private final class InMemoryBatch implements Batch {
        private final List<Runnable> undo = new ArrayList<>();
        private int mark;

        @Override
        public Optional<byte[]> get(Table table, byte[] key) {
            return Optional.ofNullable(table(table).get(key)).map(InMemoryStore::sound);
        }

        @Override
        public void put(Table table, byte[] key, byte[] value) {
            remember(table, key, table(table).put(key.clone(), value.clone()));
        }

        @Override
        public void delete(Table table, byte[] key) {
            remember(table, key, table(table).remove(key));
        }

        @Override
        public void deleteRange(Table table, byte[] from, byte[] to) {
            List<byte[]> keys =
                    new ArrayList<>(table(table).subMap(from, true, to, false).keySet());
            keys.forEach(key -> delete(table, key));
        }

        @Override
        public void scan(Table table, byte[] from, byte[] to, RowVisitor visitor) {
            for (var row : table(table).subMap(from, true, to, false).entrySet()) {
                if (!visitor.visit(row.getKey().clone(), sound(row.getValue()))) {
                    return;
                }
            }
        }

        @Override
        public void mark() {
            mark = undo.size();
        }

        @Override
        public void undoToMark() {
            undoTo(mark);
        }

        @Override
        public void commit() {
            undo.clear();
            mark = 0;
        }

        @Override
        public void close() {
            undoTo(0);
        }

        private void remember(Table table, byte[] key, byte @Nullable [] old) {
            byte[] copy = key.clone();
            undo.add(
                    old == null
                            ? () -> table(table).remove(copy)
                            : () -> table(table).put(copy, old));
        }

        private void undoTo(int size) {
            while (undo.size() > size) {
                undo.remove(undo.size() - 1).run();
            }
        }
    }
}
