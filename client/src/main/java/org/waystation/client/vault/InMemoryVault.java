package org.waystation.client.vault;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.waystation.protocol.id.Bytes;

/** A vault that forgets with its process: for tests and simulations. Confined to one thread. */
public final class InMemoryVault implements Vault {
    /** In the order of insertion, but for drawers where an undone deletion has put a row back at the end. */
    private final Map<Drawer, Map<RowKey, Row>> drawers = new EnumMap<>(Drawer.class);

    private final Set<Drawer> outOfOrder = EnumSet.noneOf(Drawer.class);
    private long nextOrdinal;
    private boolean busy;

    @Override
    public <T extends @Nullable Object> T transact(Function<VaultTransaction, T> work) {
        if (busy) {
            throw new IllegalStateException("transactions do not nest");
        }
        busy = true;
        Transaction transaction = new Transaction();
        try {
            T result = work.apply(transaction);
            transaction.undo.clear();
            return result;
        } finally {
            transaction.undoAll();
            busy = false;
        }
    }

    @Override
    public void close() {
        // Stays readable on purpose: a test opens "the same disk" again after a crash.
    }

    private Map<RowKey, Row> rows(Drawer drawer) {
        return drawers.computeIfAbsent(drawer, each -> new LinkedHashMap<>());
    }

    private record Row(RowKey parent, long ordinal, Bytes value) {}

    private final class Transaction implements VaultTransaction {
        private final Deque<Runnable> undo = new ArrayDeque<>();

        @Override
        public Optional<Bytes> get(Drawer drawer, RowKey key) {
            return Optional.ofNullable(rows(drawer).get(key)).map(Row::value);
        }

        @Override
        public void put(Drawer drawer, RowKey key, RowKey parent, Bytes value) {
            Row before = rows(drawer).get(key);
            long ordinal = before == null ? nextOrdinal++ : before.ordinal();
            rows(drawer).put(key, new Row(parent, ordinal, value));
            undo.push(() -> restore(drawer, key, before));
        }

        @Override
        public void delete(Drawer drawer, RowKey key) {
            Row before = rows(drawer).remove(key);
            undo.push(() -> restore(drawer, key, before));
        }

        @Override
        public List<VaultRow> list(Drawer drawer) {
            return list(drawer, row -> true);
        }

        @Override
        public List<VaultRow> list(Drawer drawer, RowKey parent) {
            return list(drawer, row -> row.parent().equals(parent));
        }

        private List<VaultRow> list(Drawer drawer, Predicate<Row> wanted) {
            List<Map.Entry<RowKey, Row>> found = new ArrayList<>();
            for (Map.Entry<RowKey, Row> each : rows(drawer).entrySet()) {
                if (wanted.test(each.getValue())) {
                    found.add(each);
                }
            }
            if (outOfOrder.contains(drawer)) {
                found.sort(Comparator.comparingLong(each -> each.getValue().ordinal()));
            }
            return found.stream()
                    .map(each -> new VaultRow(each.getKey(), each.getValue().value()))
                    .toList();
        }

        private void restore(Drawer drawer, RowKey key, @Nullable Row before) {
            if (before == null) {
                rows(drawer).remove(key);
            } else if (rows(drawer).put(key, before) == null) {
                outOfOrder.add(drawer);
            }
        }

        private void undoAll() {
            undo.forEach(Runnable::run);
            undo.clear();
        }
    }
}
