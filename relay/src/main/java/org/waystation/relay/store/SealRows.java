package org.waystation.relay.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.waystation.federation.store.Keys;
import org.waystation.federation.store.Table;

/**
 * From version 1 to 2: seals every value. Tables whose ids get hidden move under new names, so that no moved row is ever met by
 * the scan that moves. Tables that only have keys stay as they are.
 *
 * <p>Where a turn begins: number of the table 1 | first key that was not looked at.
 */
final class SealRows implements MigrationStep {
    static final int ROWS_AT_ONCE = 1_024;
    private static final long BYTES_AT_ONCE = 4L << 20;

    private static final Table SUBMISSION = new Table("submission");
    private static final Table OUTBOX_EXPIRY = new Table("outbox-expiry");

    /** Tables that only version 1 has. */
    static final List<Table> RETIRED = List.of(SUBMISSION, OUTBOX_EXPIRY);

    private static final List<Move> MOVES = List.of(
            inPlace("mailbox"),
            inPlace("envelope"),
            inPlace("prekey"),
            inPlace("epoch"),
            inPlace("served"),
            inPlace("member"),
            inPlace("voucher"),
            inPlace("outbox"),
            inPlace("outbox-head"),
            new Move(SUBMISSION, new Table("submitted").withIdAt(0)),
            new Move(OUTBOX_EXPIRY, new Table("outbox-due").withIdAt(Long.BYTES).withKeysOnly()));

    /** After every key of version 1. */
    private static final byte[] AFTER_ALL = afterAll();

    private record Move(Table from, Table to) {}

    private static Move inPlace(String name) {
        return new Move(new Table(name), new Table(name));
    }

    private static byte[] afterAll() {
        byte[] key = new byte[Byte.MAX_VALUE];
        Arrays.fill(key, (byte) 0xFF);
        return key;
    }

    @Override
    public Turn run(Rows disk, RowForm form, PendingWrites writes, byte[] from) {
        int table = from.length == 0 ? 0 : from[0];
        byte[] key = from.length == 0 ? START : Arrays.copyOfRange(from, 1, from.length);
        int moved = 0;
        for (; table < MOVES.size(); table++) {
            List<Map.Entry<byte[], byte[]>> rows = page(disk, MOVES.get(table).from, key);
            rows.forEach(new Mover(form, writes, MOVES.get(table))::move);
            moved += rows.size();
            if (!rows.isEmpty()) {
                // One table a turn: this one may have more.
                byte[] last = rows.get(rows.size() - 1).getKey();
                return new Turn(moved, Optional.of(Keys.of(Keys.small(table), last, Keys.small(0))));
            }
            key = START;
        }
        return new Turn(moved, Optional.empty());
    }

    private static List<Map.Entry<byte[], byte[]>> page(Rows disk, Table table, byte[] from) {
        List<Map.Entry<byte[], byte[]>> rows = new ArrayList<>();
        long[] bytes = {0};
        disk.scan(table, from, AFTER_ALL, (key, value) -> {
            rows.add(Map.entry(key, value));
            bytes[0] += value.length;
            return rows.size() < ROWS_AT_ONCE && bytes[0] < BYTES_AT_ONCE;
        });
        return rows;
    }

    private record Mover(RowForm form, PendingWrites writes, Move move) {
        void move(Map.Entry<byte[], byte[]> row) {
            if (!move.from.equals(move.to)) {
                writes.delete(move.from, row.getKey());
            }
            byte[] key = form.storedKey(move.to, row.getKey());
            writes.put(move.to, key, form.seal(move.to, key, row.getValue()));
        }
    }
}
