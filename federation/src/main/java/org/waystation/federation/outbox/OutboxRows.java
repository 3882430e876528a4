package org.waystation.federation.outbox;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.waystation.federation.store.Keys;
import org.waystation.federation.store.Table;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SubmissionId;
import org.waystation.protocol.limits.Lane;

/** The rows of waiting requests; see the package for their layout. */
final class OutboxRows {
    static final Table OUTBOX = new Table("outbox").withLargeValues();
    static final Table HEAD = new Table("outbox-head");
    static final List<Table> TABLES = List.of(OUTBOX, HEAD);

    private static final int SEQUENCE_OFFSET = RelayId.LENGTH_BYTES + 1;

    private OutboxRows() {}

    /** Where a request waits. */
    record Place(RelayId partner, Lane lane, long sequence) {
        byte[] key() {
            return Keys.of(partner.toByteArray(), Keys.small(lane.number()), Keys.number(sequence));
        }
    }

    /** A waiting request. */
    record Waiting(Place place, SubmissionId submission, Instant expiresAt, Bytes request) {}

    /** What waits for one partner, in all. */
    record Head(long nextSequence, long requests, long bytes) {
        static final Head EMPTY = new Head(1, 0, 0);

        Head plus(int requestBytes) {
            return new Head(nextSequence + 1, requests + 1, bytes + requestBytes);
        }

        Head minus(int requestBytes) {
            return new Head(nextSequence, requests - 1, bytes - requestBytes);
        }
    }

    static Head head(Transaction tx, RelayId partner) {
        return tx.get(HEAD, partner.toByteArray()).map(OutboxRows::head).orElse(Head.EMPTY);
    }

    static Head head(byte[] value) {
        ByteBuffer row = ByteBuffer.wrap(value);
        return new Head(row.getLong(), row.getLong(), row.getLong());
    }

    static void putHead(Transaction tx, RelayId partner, Head head) {
        tx.put(
                HEAD,
                partner.toByteArray(),
                ByteBuffer.allocate(3 * Long.BYTES)
                        .putLong(head.nextSequence)
                        .putLong(head.requests)
                        .putLong(head.bytes)
                        .array());
    }

    static void put(Transaction tx, Waiting row) {
        ByteBuffer value = ByteBuffer.allocate(SubmissionId.LENGTH_BYTES + Long.BYTES + row.request.size())
                .put(row.submission.value().asReadOnlyBuffer())
                .putLong(row.expiresAt.getEpochSecond())
                .put(row.request.asReadOnlyBuffer());
        tx.put(OUTBOX, row.place.key(), value.array());
    }

    /** Removes a request that is waiting, of so many bytes, and takes it out of the head's sums. */
    static void remove(Transaction tx, Place place, int requestBytes) {
        Head without = head(tx, place.partner).minus(requestBytes);
        tx.delete(OUTBOX, place.key());
        putHead(tx, place.partner, without);
    }

    static Optional<Waiting> get(Transaction tx, Place place) {
        return tx.get(OUTBOX, place.key()).map(value -> waiting(place, value));
    }

    /** Visits what waits in one lane after a sequence number, in order. */
    static void scan(Transaction tx, RelayId partner, Lane lane, long afterSequence, Visitor visitor) {
        byte[] prefix = Keys.of(partner.toByteArray(), Keys.small(lane.number()));
        byte[] from = Keys.of(prefix, Keys.number(afterSequence + 1));
        tx.scan(
                OUTBOX,
                from,
                Keys.endOf(prefix),
                (key, value) ->
                        visitor.visit(waiting(new Place(partner, lane, Keys.numberAt(key, SEQUENCE_OFFSET)), value)));
    }

    /** The inverse of {@link Place#key}. */
    static Place place(byte[] key) {
        ByteBuffer row = ByteBuffer.wrap(key);
        byte[] partner = new byte[RelayId.LENGTH_BYTES];
        row.get(partner);
        Lane lane = Lane.ofNumber(row.get()).orElseThrow();
        return new Place(new RelayId(Bytes.wrap(partner)), lane, row.getLong());
    }

    static Waiting waiting(Place place, byte[] value) {
        ByteBuffer row = ByteBuffer.wrap(value);
        byte[] submission = new byte[SubmissionId.LENGTH_BYTES];
        row.get(submission);
        Instant expiresAt = Instant.ofEpochSecond(row.getLong());
        byte[] request = new byte[row.remaining()];
        row.get(request);
        return new Waiting(place, new SubmissionId(Bytes.wrap(submission)), expiresAt, Bytes.wrap(request));
    }

    /** Sees waiting requests. */
    interface Visitor {
        /** Whether to go on. */
        boolean visit(Waiting row);
    }
}
