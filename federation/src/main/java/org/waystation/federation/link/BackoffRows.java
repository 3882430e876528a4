package org.waystation.federation.link;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.waystation.federation.outbox.Backoff;
import org.waystation.federation.store.DiskShare;
import org.waystation.federation.store.Table;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.RelayId;

/** The rows of partners that could not be reached; see the package for their layout. */
final class BackoffRows {
    static final Table BACKOFF = new Table("backoff");

    private static final int VALUE_BYTES = Integer.BYTES + Long.BYTES;

    private BackoffRows() {}

    /** What one partner takes at most. */
    static DiskShare ofPartner() {
        return new DiskShare(1, RelayId.LENGTH_BYTES + VALUE_BYTES);
    }

    /** Writes without reading: a row if there are failures, none if there are not. */
    static void put(Transaction tx, RelayId partner, Backoff.State state) {
        if (state.failures() == 0) {
            tx.delete(BACKOFF, partner.toByteArray());
        } else {
            ByteBuffer value = ByteBuffer.allocate(VALUE_BYTES)
                    .putInt(state.failures())
                    .putLong(state.nextTry().toEpochMilli());
            tx.put(BACKOFF, partner.toByteArray(), value.array());
        }
    }

    /** Every row. There are no more than partners that the roster ever had and the dialler has not forgotten yet. */
    static Map<RelayId, Backoff.State> all(Transaction tx) {
        Map<RelayId, Backoff.State> all = new LinkedHashMap<>();
        tx.scan(BACKOFF, new byte[0], afterAllKeys(), (key, value) -> {
            ByteBuffer row = ByteBuffer.wrap(value);
            all.put(new RelayId(Bytes.wrap(key)), new Backoff.State(row.getInt(), Instant.ofEpochMilli(row.getLong())));
            return true;
        });
        return all;
    }

    /** Longer than a key, and no smaller in any byte. */
    private static byte[] afterAllKeys() {
        byte[] end = new byte[RelayId.LENGTH_BYTES + 1];
        Arrays.fill(end, (byte) 0xFF);
        return end;
    }
}
