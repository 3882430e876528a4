package org.waystation.relay.store;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.waystation.federation.store.Batch;
import org.waystation.federation.store.StoreFailure;
import org.waystation.federation.store.Table;

/** A disk that can be looked at and changed behind the back of the store, and whose process dies when it is told to. */
final class InMemoryRows implements Rows {
    private final Map<Table, NavigableMap<byte[], byte[]>> tables = new HashMap<>();
    private int writesLeft = Integer.MAX_VALUE;
    private boolean lastIsThere;

    /**
     * @param writes that succeed before the one that does not
     * @param afterwards whether that one is on the disk all the same
     */
    void dieAfter(int writes, boolean afterwards) {
        writesLeft = writes;
        lastIsThere = afterwards;
    }

    void live() {
        writesLeft = Integer.MAX_VALUE;
    }

    /** One table, as it is on the disk. */
    NavigableMap<byte[], byte[]> table(Table table) {
        return tables.computeIfAbsent(table, unused -> new TreeMap<>(Arrays::compareUnsigned));
    }

    @Override
    public Optional<byte[]> get(Table table, byte[] key) {
        return Optional.ofNullable(table(table).get(key)).map(byte[]::clone);
    }

    @Override
    public void scan(Table table, byte[] from, byte[] to, Batch.RowVisitor visitor) {
        for (var row : List.copyOf(table(table).subMap(from, true, to, false).entrySet())) {
            if (!visitor.visit(row.getKey().clone(), row.getValue().clone())) {
                return;
            }
        }
    }

    @Override
    public void write(Changes changes) {
        boolean dies = writesLeft-- <= 0;
        if (!dies || lastIsThere) {
            changes.forEach((table, key, value) -> value.ifPresentOrElse(
                    bytes -> table(table).put(key, bytes), () -> table(table).remove(key)));
        }
        if (dies) {
            throw new StoreFailure("the process died in this test");
        }
    }

    @Override
    public void close() {}
}
