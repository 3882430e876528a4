package org.waystation.relay.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.waystation.federation.store.Batch;
import org.waystation.federation.store.Table;

/**
 * What one transaction has written so far: for each row its new value, or that it is deleted. Lies over the rows on disk when
 * the transaction reads.
 *
 * <p>In memory until the commit, so that a row that is written and deleted within a turn never meets the disk, and reading what
 * was just written costs a lookup.
 *
 * <p>Confined to the store's thread. As large as a turn's writes.
 */
final class PendingWrites implements Rows.Changes {
    private final Map<Table, NavigableMap<byte[], Change>> tables = new HashMap<>();
    private final List<Undo> sinceMark = new ArrayList<>();

    /** What becomes of a row. */
    static final class Change {
        private static final Change DELETION = new Change(Optional.empty());

        private final Optional<byte[]> value;

        private Change(Optional<byte[]> value) {
            this.value = value;
        }

        /** Its new value; empty if it is deleted. */
        Optional<byte[]> value() {
            return value;
        }
    }

    private static final class Undo {
        private final NavigableMap<byte[], Change> rows;
        private final byte[] key;
        private final @Nullable Change before;

        Undo(NavigableMap<byte[], Change> rows, byte[] key, @Nullable Change before) {
            this.rows = rows;
            this.key = key;
            this.before = before;
        }

        void run() {
            if (before == null) {
                rows.remove(key);
            } else {
                rows.put(key, before);
            }
        }
    }

    boolean isEmpty() {
        return tables.values().stream().allMatch(Map::isEmpty);
    }

    /** What is to become of the row; empty if it was not written. */
    Optional<Change> find(Table table, byte[] key) {
        return Optional.ofNullable(rows(table).get(key));
    }

    void put(Table table, byte[] key, byte[] value) {
        change(table, key, new Change(Optional.of(value)));
    }

    void delete(Table table, byte[] key) {
        change(table, key, Change.DELETION);
    }

    private void change(Table table, byte[] key, Change change) {
        NavigableMap<byte[], Change> rows = rows(table);
        sinceMark.add(new Undo(rows, key, rows.put(key, change)));
    }

    void mark() {
        sinceMark.clear();
    }

    void undoToMark() {
        while (!sinceMark.isEmpty()) {
            sinceMark.remove(sinceMark.size() - 1).run();
        }
    }

    /** In order within a table. */
    @Override
    public void forEach(Rows.Visitor visitor) {
        tables.forEach((table, rows) -> rows.forEach((key, change) -> visitor.visit(table, key, change.value())));
    }

    /** Scans {@code below} with these writes over it. What the visitor writes meanwhile is not seen. */
    void scan(Rows below, Table table, byte[] from, byte[] to, Batch.RowVisitor visitor) {
        List<Map.Entry<byte[], Change>> written =
                List.copyOf(rows(table).subMap(from, true, to, false).entrySet());
        if (written.isEmpty()) {
            below.scan(table, from, to, visitor);
            return;
        }
        Merge merge = new Merge(written.iterator(), visitor);
        below.scan(table, from, to, merge::visitBelow);
        merge.finish();
    }

    private NavigableMap<byte[], Change> rows(Table table) {
        return tables.computeIfAbsent(table, unused -> new TreeMap<>(Arrays::compareUnsigned));
    }

    /** Two ordered runs of rows as one; of a key that is in both, the written one counts. */
    private static final class Merge {
        private final Iterator<Map.Entry<byte[], Change>> written;
        private final Batch.RowVisitor visitor;
        private Map.@Nullable Entry<byte[], Change> next;
        private boolean enough;

        Merge(Iterator<Map.Entry<byte[], Change>> written, Batch.RowVisitor visitor) {
            this.written = written;
            this.visitor = visitor;
            advance();
        }

        private void advance() {
            next = written.hasNext() ? written.next() : null;
        }

        boolean visitBelow(byte[] key, byte[] value) {
            while (!enough && next != null && Arrays.compareUnsigned(next.getKey(), key) < 0) {
                visitWritten(next);
            }
            if (!enough && next != null && Arrays.equals(next.getKey(), key)) {
                visitWritten(next);
            } else if (!enough) {
                enough = !visitor.visit(key, value);
            }
            return !enough;
        }

        private void visitWritten(Map.Entry<byte[], Change> row) {
            advance();
            row.getValue()
                    .value()
                    .ifPresent(value -> enough = !visitor.visit(row.getKey().clone(), value.clone()));
        }

        void finish() {
            while (!enough && next != null) {
                visitWritten(next);
            }
        }
    }
}
