package org.waystation.relay.mailbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.waystation.federation.store.Keys;
import org.waystation.federation.store.Table;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.id.Bytes;

/** What is to be deleted when, so that expiry never has to look at anything else. */
final class ExpiryRows {
    static final Table TABLE = new Table("expiry").withKeysOnly();

    /** Tables that expire. */
    enum Kind {
        ENVELOPE(1),
        SEEN(2),
        SERVED(3);

        private final int number;

        Kind(int number) {
            this.number = number;
        }
    }

    /** Something that is due. {@code rest}: its key in its table. */
    record Due(Kind kind, Bytes rest, Bytes indexKey) {}

    private ExpiryRows() {}

    static void put(Transaction tx, Instant at, Kind kind, byte[] rest) {
        tx.put(TABLE, key(at, kind, rest), new byte[0]);
    }

    static void delete(Transaction tx, Instant at, Kind kind, byte[] rest) {
        tx.delete(TABLE, key(at, kind, rest));
    }

    static List<Due> due(Transaction tx, Instant now, int most) {
        List<Due> due = new ArrayList<>();
        tx.scan(TABLE, Keys.number(0), Keys.number(now.getEpochSecond() + 1), (key, value) -> {
            due.add(due(key));
            return due.size() < most;
        });
        return due;
    }

    /** What an index key is of. */
    static Due due(byte[] key) {
        Kind kind = kind(key[Long.BYTES]);
        return new Due(kind, Bytes.wrap(Arrays.copyOfRange(key, Long.BYTES + 1, key.length)), Bytes.wrap(key));
    }

    static void done(Transaction tx, Due due) {
        tx.delete(TABLE, due.indexKey.toByteArray());
    }

    static byte[] key(Instant at, Kind kind, byte[] rest) {
        return Keys.of(Keys.number(at.getEpochSecond()), Keys.small(kind.number), rest);
    }

    private static Kind kind(int number) {
        for (Kind each : Kind.values()) {
            if (each.number == number) {
                return each;
            }
        }
        throw new IllegalStateException("an expiry row of kind " + number);
    }
}
