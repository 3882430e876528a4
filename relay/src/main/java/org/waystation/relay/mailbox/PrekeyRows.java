package org.waystation.relay.mailbox;

import java.util.List;
import java.util.Optional;
import org.waystation.federation.store.Keys;
import org.waystation.federation.store.Table;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.id.Bytes;

/** Prekeys of front doors: opaque to the relay, one-time ones handed out once, oldest first. */
final class PrekeyRows {
    static final Table TABLE = new Table("prekey");

    /** Kinds of prekeys. */
    enum Kind {
        STANDING(0),
        ONE_TIME_CURVE(1),
        ONE_TIME_KEM(2);

        private final int number;

        Kind(int number) {
            this.number = number;
        }
    }

    private PrekeyRows() {}

    static void putStanding(Transaction tx, MailboxKey mailbox, Bytes standing) {
        tx.put(TABLE, key(mailbox, Kind.STANDING, 0), standing.toByteArray());
    }

    static Optional<Bytes> standing(Transaction tx, MailboxKey mailbox) {
        return tx.get(TABLE, key(mailbox, Kind.STANDING, 0)).map(Bytes::wrap);
    }

    /** Adds one-time prekeys behind those in stock, up to {@code most} in all; what is over is dropped. */
    static int add(Transaction tx, MailboxKey mailbox, Kind kind, List<Bytes> prekeys, int most) {
        int[] stock = {0};
        long[] last = {0};
        byte[] prefix = Keys.of(mailbox.toByteArray(), Keys.small(kind.number));
        tx.scan(TABLE, prefix, Keys.endOf(prefix), (key, value) -> {
            stock[0]++;
            last[0] = Keys.numberAt(key, prefix.length);
            return true;
        });
        for (Bytes each : prekeys) {
            if (stock[0] < most) {
                stock[0]++;
                last[0]++;
                tx.put(TABLE, key(mailbox, kind, last[0]), each.toByteArray());
            }
        }
        return stock[0];
    }

    /** Takes the oldest one-time prekey out of stock. */
    static Optional<Bytes> take(Transaction tx, MailboxKey mailbox, Kind kind) {
        byte[] prefix = Keys.of(mailbox.toByteArray(), Keys.small(kind.number));
        Bytes[] taken = {null};
        tx.scan(TABLE, prefix, Keys.endOf(prefix), (key, value) -> {
            tx.delete(TABLE, key);
            taken[0] = Bytes.wrap(value);
            return false;
        });
        return Optional.ofNullable(taken[0]);
    }

    static void deleteAll(Transaction tx, MailboxKey mailbox) {
        tx.deleteRange(TABLE, mailbox.toByteArray(), Keys.endOf(mailbox.toByteArray()));
    }

    private static byte[] key(MailboxKey mailbox, Kind kind, long sequence) {
        return Keys.of(mailbox.toByteArray(), Keys.small(kind.number), Keys.number(sequence));
    }
}
