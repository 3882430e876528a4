package org.waystation.relay.mailbox;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.waystation.federation.store.Table;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.OwnerKey;

/** One row for each mailbox: who owns it, what opens it for senders, and what it holds in all. */
final class MailboxRows {
    static final Table TABLE = new Table("mailbox");

    private static final int TOKEN_HASH_BYTES = 32;
    static final int ROW_BYTES = OwnerKey.LENGTH_BYTES + TOKEN_HASH_BYTES + 1 + 4 * Long.BYTES;
    private static final long FIRST_SEQUENCE = 1;

    private MailboxRows() {}

    /**
     * The row of a mailbox.
     *
     * @param head no envelope has a lower sequence number: where reading begins, so that it does not walk over what was deleted
     */
    record Row(
            OwnerKey owner,
            Bytes tokenHash,
            boolean frontDoor,
            long nextSequence,
            long envelopes,
            long bytes,
            long head) {
        /** Of a new mailbox. */
        Row(OwnerKey owner, Bytes tokenHash, boolean frontDoor) {
            this(owner, tokenHash, frontDoor, FIRST_SEQUENCE, 0, 0, FIRST_SEQUENCE);
        }

        Row plus(int contentBytes) {
            return new Row(owner, tokenHash, frontDoor, nextSequence + 1, envelopes + 1, bytes + contentBytes, head);
        }

        /** Everything before a sequence number is gone. */
        Row from(long sequence) {
            return new Row(owner, tokenHash, frontDoor, nextSequence, envelopes, bytes, Math.max(head, sequence));
        }

        Row minus(long removedEnvelopes, long removedBytes) {
            return new Row(
                    owner,
                    tokenHash,
                    frontDoor,
                    nextSequence,
                    envelopes - removedEnvelopes,
                    bytes - removedBytes,
                    head);
        }
    }

    static Optional<Row> get(Transaction tx, MailboxKey key) {
        return tx.get(TABLE, key.toByteArray()).map(MailboxRows::decode);
    }

    static void put(Transaction tx, MailboxKey key, Row row) {
        byte[] value = ByteBuffer.allocate(ROW_BYTES)
                .put(row.owner.value().asReadOnlyBuffer())
                .put(row.tokenHash.asReadOnlyBuffer())
                .put((byte) (row.frontDoor ? 1 : 0))
                .putLong(row.nextSequence)
                .putLong(row.envelopes)
                .putLong(row.bytes)
                .putLong(row.head)
                .array();
        tx.put(TABLE, key.toByteArray(), value);
    }

    static void delete(Transaction tx, MailboxKey key) {
        tx.delete(TABLE, key.toByteArray());
    }

    static Row decode(byte[] value) {
        ByteBuffer row = ByteBuffer.wrap(value);
        byte[] owner = new byte[OwnerKey.LENGTH_BYTES];
        row.get(owner);
        byte[] tokenHash = new byte[TOKEN_HASH_BYTES];
        row.get(tokenHash);
        return new Row(
                new OwnerKey(Bytes.wrap(owner)),
                Bytes.wrap(tokenHash),
                row.get() != 0,
                row.getLong(),
                row.getLong(),
                row.getLong(),
                // Rows from before there was a head end here.
                row.hasRemaining() ? row.getLong() : FIRST_SEQUENCE);
    }
}
