package org.waystation.ops.simulation.relays;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.waystation.federation.store.Batch;
import org.waystation.federation.store.InMemoryStore;
import org.waystation.federation.store.Store;
import org.waystation.federation.store.StoreFailure;
import org.waystation.federation.store.Table;
import org.waystation.ops.simulation.kernel.Armed;
import org.waystation.ops.simulation.kernel.Death;
import org.waystation.ops.simulation.trial.FaultKind;
import org.waystation.protocol.id.Bytes;

/**
 * A relay's disk: keeps what was committed over any death of the process, and nothing else. Fails when it is told to.
 */
public final class FragileDisk implements Store {
    private static final byte[] FIRST_KEY = {};
    private static final byte[] AFTER_EVERY_KEY = endlessKey();

    private final InMemoryStore rows = new InMemoryStore();
    private final List<Table> tables;
    private final Armed<FaultKind> next = new Armed<>();
    private boolean full;
    private Journal journal = (table, key, value) -> {};

    /** Sees each row as it is written, whether or not the commit that it belongs to comes about. */
    public interface Journal {
        /** @param value empty: the row is deleted, or is one that only has a key */
        void onRow(Table table, byte[] key, byte[] value);
    }

    /** A copy of all rows. */
    public record Backup(Map<Table, List<Row>> rows) {}

    /** One row of a backup. */
    public record Row(Bytes key, Bytes value) {}

    FragileDisk(List<Table> tables) {
        this.tables = tables;
    }

    private static byte[] endlessKey() {
        byte[] key = new byte[256];
        Arrays.fill(key, (byte) 0xFF);
        return key;
    }

    /** The next transaction that writes, or reads where the fault is one of reading, meets this fault, unless another waits. */
    void arm(FaultKind fault, Runnable onStruck) {
        next.arm(fault, onStruck);
    }

    /** Has everything that is written seen from now on. */
    public void keepJournal(Journal watching) {
        journal = watching;
    }

    void setFull(boolean noRoom) {
        full = noRoom;
    }

    boolean isFull() {
        return full;
    }

    void calm() {
        next.disarm();
        full = false;
    }

    Backup backup() {
        Map<Table, List<Row>> copy = new LinkedHashMap<>();
        for (Table table : tables) {
            List<Row> all = new ArrayList<>();
            visit(table, (key, value) -> all.add(new Row(Bytes.wrap(key), Bytes.wrap(value))));
            copy.put(table, all);
        }
        return new Backup(copy);
    }

    void restore(Backup backup) {
        try (Batch batch = rows.begin()) {
            for (Table table : tables) {
                batch.deleteRange(table, FIRST_KEY, AFTER_EVERY_KEY);
                backup.rows.get(table).forEach(row -> batch.put(table, row.key.toByteArray(), row.value.toByteArray()));
            }
            batch.commit();
        }
    }

    /** Shows every row of a table, faults or no faults. */
    public void visit(Table table, Batch.RowVisitor visitor) {
        try (Batch batch = rows.begin()) {
            batch.scan(table, FIRST_KEY, AFTER_EVERY_KEY, visitor);
        }
    }

    public List<Table> tables() {
        return tables;
    }

    @Override
    public Batch begin() {
        return new FragileBatch(rows.begin());
    }

    @Override
    public void close() {
        // The rows outlive the process.
    }

    private static StoreFailure failure(String what) {
        return new StoreFailure(what, new java.io.IOException(what));
    }

    private final class FragileBatch implements Batch {
        private final Batch batch;
        private boolean wrote;

        FragileBatch(Batch batch) {
            this.batch = batch;
        }

        private void beforeReading() {
            if (next.strikes(FaultKind.READ_FAILED)) {
                throw failure("the disk cannot be read");
            }
        }

        @Override
        public Optional<byte[]> get(Table table, byte[] key) {
            beforeReading();
            return batch.get(table, key);
        }

        @Override
        public void scan(Table table, byte[] from, byte[] to, RowVisitor visitor) {
            beforeReading();
            batch.scan(table, from, to, visitor);
        }

        @Override
        public void put(Table table, byte[] key, byte[] value) {
            wrote = true;
            journal.onRow(table, key, value);
            batch.put(table, key, value);
        }

        @Override
        public void delete(Table table, byte[] key) {
            wrote = true;
            journal.onRow(table, key, new byte[0]);
            batch.delete(table, key);
        }

        @Override
        public void deleteRange(Table table, byte[] from, byte[] to) {
            // The sweep of vouchers, with every tick: mostly of nothing, so not taken for a write.
            batch.deleteRange(table, from, to);
        }

        @Override
        public void mark() {
            batch.mark();
        }

        @Override
        public void undoToMark() {
            batch.undoToMark();
        }

        @Override
        public void commit() {
            if (wrote && full) {
                throw failure("no room");
            }
            Optional<FaultKind> fault = wrote ? next.strike(each -> each != FaultKind.READ_FAILED) : Optional.empty();
            if (fault.isPresent()) {
                commitUnder(fault.get());
            } else {
                batch.commit();
            }
        }

        private void commitUnder(FaultKind fault) {
            if (fault == FaultKind.WRITE_FAILED_BUT_KEPT || fault == FaultKind.DEATH_AFTER_SYNC) {
                batch.commit();
            }
            if (fault == FaultKind.TORN_WRITE || fault == FaultKind.DEATH_AFTER_SYNC) {
                throw new Death();
            }
            throw failure("the write failed");
        }

        @Override
        public void close() {
            batch.close();
        }
    }
}
