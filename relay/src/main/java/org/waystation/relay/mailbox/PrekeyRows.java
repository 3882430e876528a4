package org.waystation.relay.mailbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.waystation.federation.store.Keys;
import org.waystation.federation.store.Table;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.id.Bytes;

/** Prekeys of front doors, opaque to the relay; one-time ones are handed out once, oldest first. And which publication was the last. */
final class PrekeyRows {
    static final Table TABLE = new Table("prekey");

    /** Before every key. */
    static final Bytes FIRST = Bytes.wrap(new byte[0]);

    private static final byte[] AFTER_ALL = afterAll();

    /** What a row holds; the number stands in its key. */
    enum RowKind {
        STANDING(0),
        ONE_TIME_CURVE(1),
        ONE_TIME_KEM(2),
        /** The highest number of a publication. */
        PUBLICATION(3);

        private final int number;

        RowKind(int number) {
            this.number = number;
        }
    }

    private PrekeyRows() {}

    private static byte[] afterAll() {
        byte[] key = new byte[MailboxKey.LENGTH_BYTES + 1 + Long.BYTES + 1];
        Arrays.fill(key, (byte) 0xFF);
        return key;
    }

    static void putStanding(Transaction tx, MailboxKey mailbox, Bytes standing) {
        tx.put(TABLE, key(mailbox, RowKind.STANDING, 0), standing.toByteArray());
    }

    static Optional<Bytes> standing(Transaction tx, MailboxKey mailbox) {
        return tx.get(TABLE, key(mailbox, RowKind.STANDING, 0)).map(Bytes::wrap);
    }

    /** The highest number that the owner has published under; 0: none. */
    static long publication(Transaction tx, MailboxKey mailbox) {
        return tx.get(TABLE, key(mailbox, RowKind.PUBLICATION, 0))
                .map(value -> Keys.numberAt(value, 0))
                .orElse(0L);
    }

    static void putPublication(Transaction tx, MailboxKey mailbox, long number) {
        tx.put(TABLE, key(mailbox, RowKind.PUBLICATION, 0), Keys.number(number));
    }

    /**
     * Adds one-time prekeys behind those in stock and gives the stock. Keeps the newest {@code most}: an owner that deletes
     * private halves deletes the oldest first, so what lies here can still be answered.
     */
    static int add(Transaction tx, MailboxKey mailbox, RowKind kind, List<Bytes> prekeys, int most) {
        Deque<byte[]> stock = new ArrayDeque<>();
        byte[] prefix = prefix(mailbox, kind);
        tx.scan(TABLE, prefix, Keys.endOf(prefix), (key, value) -> stock.add(key));
        long last = stock.isEmpty() ? 0 : Keys.numberAt(stock.getLast(), prefix.length);
        for (Bytes each : prekeys) {
            byte[] key = key(mailbox, kind, ++last);
            tx.put(TABLE, key, each.toByteArray());
            stock.add(key);
        }
        while (stock.size() > most) {
            tx.delete(TABLE, stock.remove());
        }
        return stock.size();
    }

    /** Takes the oldest one-time prekey out of stock. */
    static Optional<Bytes> take(Transaction tx, MailboxKey mailbox, RowKind kind) {
        byte[] prefix = prefix(mailbox, kind);
        Bytes[] taken = {null};
        tx.scan(TABLE, prefix, Keys.endOf(prefix), (key, value) -> {
            tx.delete(TABLE, key);
            taken[0] = Bytes.wrap(value);
            return false;
        });
        return Optional.ofNullable(taken[0]);
    }

    static void deleteOneTime(Transaction tx, MailboxKey mailbox) {
        for (RowKind each : List.of(RowKind.ONE_TIME_CURVE, RowKind.ONE_TIME_KEM)) {
            byte[] prefix = prefix(mailbox, each);
            tx.deleteRange(TABLE, prefix, Keys.endOf(prefix));
        }
    }

    /** Rows that were deleted, and where the next ones begin; empty if there are none. */
    record Slice(int deleted, Optional<Bytes> rest) {}

    /** Deletes one-time prekeys of every front door, from this key on, at most so many. */
    static Slice deleteOneTime(Transaction tx, Bytes from, int most) {
        List<byte[]> keys = new ArrayList<>();
        tx.scan(TABLE, from.toByteArray(), AFTER_ALL, (key, value) -> {
            if (isOneTime(key[MailboxKey.LENGTH_BYTES])) {
                keys.add(key);
            }
            return keys.size() < most;
        });
        keys.forEach(key -> tx.delete(TABLE, key));
        Optional<Bytes> rest =
                keys.size() < most ? Optional.empty() : Optional.of(Bytes.wrap(keys.get(keys.size() - 1)));
        return new Slice(keys.size(), rest);
    }

    private static boolean isOneTime(byte kind) {
        return kind == RowKind.ONE_TIME_CURVE.number || kind == RowKind.ONE_TIME_KEM.number;
    }

    static void deleteAll(Transaction tx, MailboxKey mailbox) {
        tx.deleteRange(TABLE, mailbox.toByteArray(), Keys.endOf(mailbox.toByteArray()));
    }

    private static byte[] prefix(MailboxKey mailbox, RowKind kind) {
        return Keys.of(mailbox.toByteArray(), Keys.small(kind.number));
    }

    private static byte[] key(MailboxKey mailbox, RowKind kind, long sequence) {
        return Keys.of(mailbox.toByteArray(), Keys.small(kind.number), Keys.number(sequence));
    }
}
