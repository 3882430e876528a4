package org.waystation.relay.mailbox;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waystation.federation.store.Keys;
import org.waystation.federation.store.Table;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.EnvelopeId;

/** The envelopes, in order within their mailbox. */
final class EnvelopeRows {
    static final Table TABLE = new Table("envelope").withLargeValues();

    static final int HEAD_BYTES = EnvelopeId.LENGTH_BYTES + 2 * Long.BYTES;

    private EnvelopeRows() {}

    static void put(Transaction tx, MailboxKey mailbox, Envelope envelope) {
        byte[] value = ByteBuffer.allocate(HEAD_BYTES + envelope.content().size())
                .put(envelope.id().value().asReadOnlyBuffer())
                .putLong(envelope.arrivedAt().getEpochSecond())
                .putLong(envelope.expiresAt().getEpochSecond())
                .put(envelope.content().asReadOnlyBuffer())
                .array();
        tx.put(TABLE, key(mailbox, envelope.sequence()), value);
    }

    static Optional<Envelope> get(Transaction tx, MailboxKey mailbox, long sequence) {
        return tx.get(TABLE, key(mailbox, sequence)).map(value -> decode(sequence, value));
    }

    static void delete(Transaction tx, MailboxKey mailbox, long sequence) {
        tx.delete(TABLE, key(mailbox, sequence));
    }

    /** Envelopes with a higher sequence number, as many as there is room for. */
    static Page after(Transaction tx, MailboxKey mailbox, long sequence, Room room) {
        PageInMaking page = new PageInMaking(room);
        tx.scan(TABLE, key(mailbox, sequence + 1), key(mailbox, Long.MAX_VALUE), page::take);
        return new Page(page.envelopes, page.more);
    }

    private static final class PageInMaking {
        private final Room room;
        private final List<Envelope> envelopes = new ArrayList<>();
        private long bytes;
        private boolean more;

        PageInMaking(Room room) {
            this.room = room;
        }

        boolean take(byte[] key, byte[] value) {
            more = room.isFull(envelopes.size(), bytes);
            if (!more) {
                Envelope envelope = decode(Keys.numberAt(key, MailboxKey.LENGTH_BYTES), value);
                envelopes.add(envelope);
                bytes += envelope.content().size();
            }
            return !more;
        }
    }

    /** What a row says of its envelope, without the content. */
    static Held held(byte[] key, byte[] value) {
        ByteBuffer row = ByteBuffer.wrap(value).position(EnvelopeId.LENGTH_BYTES + Long.BYTES);
        return new Held(
                Keys.numberAt(key, MailboxKey.LENGTH_BYTES),
                Instant.ofEpochSecond(row.getLong()),
                value.length - HEAD_BYTES);
    }

    static byte[] key(MailboxKey mailbox, long sequence) {
        return Keys.of(mailbox.toByteArray(), Keys.number(sequence));
    }

    private static Envelope decode(long sequence, byte[] value) {
        ByteBuffer row = ByteBuffer.wrap(value);
        byte[] id = new byte[EnvelopeId.LENGTH_BYTES];
        row.get(id);
        Instant arrivedAt = Instant.ofEpochSecond(row.getLong());
        Instant expiresAt = Instant.ofEpochSecond(row.getLong());
        byte[] content = new byte[row.remaining()];
        row.get(content);
        return new Envelope(sequence, new EnvelopeId(Bytes.wrap(id)), arrivedAt, expiresAt, Bytes.wrap(content));
    }
}
