package org.waystation.federation.outbox;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.waystation.federation.outbox.OutboxRows.Place;
import org.waystation.federation.store.Keys;
import org.waystation.federation.store.Table;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.SubmissionId;

/** What is known of each submission, and when that may be forgotten; see the package for the layout. */
final class Submissions {
    static final Table SUBMISSION = new Table("submitted").withIdAt(0);
    static final Table EXPIRY = new Table("outbox-due").withIdAt(Long.BYTES).withKeysOnly();
    static final List<Table> TABLES = List.of(SUBMISSION, EXPIRY);

    private static final byte WAITING = 1;
    private static final byte ANSWERED = 2;
    private static final byte FAILED = 3;

    private Submissions() {}

    /** A known submission: where it waits, or what became of it. */
    record Known(Instant indexedAt, Optional<Place> place, Optional<Outcome> outcome) {}

    static Optional<Known> find(Transaction tx, SubmissionId id) {
        return tx.get(SUBMISSION, id.toByteArray()).map(Submissions::decode);
    }

    static void putWaiting(Transaction tx, SubmissionId id, Place place, Instant expiresAt) {
        put(tx, id, WAITING, place.key(), expiresAt);
    }

    static void putOutcome(Transaction tx, SubmissionId id, Outcome outcome, Instant forgetAt) {
        if (outcome instanceof Outcome.Answered answered) {
            put(tx, id, ANSWERED, answered.reply().toByteArray(), forgetAt);
        } else {
            int fault = ((Outcome.Failed) outcome).fault().number();
            put(tx, id, FAILED, Keys.number(fault), forgetAt);
        }
    }

    static void remove(Transaction tx, SubmissionId id, Known known) {
        tx.delete(SUBMISSION, id.toByteArray());
        tx.delete(EXPIRY, expiryKey(known.indexedAt, id));
    }

    /** The submissions whose time has come, oldest first, at most {@code most}. */
    static List<SubmissionId> due(Transaction tx, Instant now, int most) {
        List<SubmissionId> due = new ArrayList<>();
        tx.scan(EXPIRY, Keys.number(0), Keys.number(now.getEpochSecond() + 1), (key, value) -> {
            due.add(SubmissionId.of(Arrays.copyOfRange(key, Long.BYTES, key.length)));
            return due.size() < most;
        });
        return due;
    }

    /** Whether {@link #due} finds something of this time only later. */
    static boolean isDueLater(Instant at, Instant now) {
        return at.getEpochSecond() > now.getEpochSecond();
    }

    private static void put(Transaction tx, SubmissionId id, byte state, byte[] body, Instant indexedAt) {
        tx.put(SUBMISSION, id.toByteArray(), Keys.of(Keys.small(state), Keys.number(indexedAt.getEpochSecond()), body));
        tx.put(EXPIRY, expiryKey(indexedAt, id), new byte[0]);
    }

    static byte[] expiryKey(Instant indexedAt, SubmissionId id) {
        return Keys.of(Keys.number(indexedAt.getEpochSecond()), id.toByteArray());
    }

    static Known decode(byte[] value) {
        ByteBuffer row = ByteBuffer.wrap(value);
        byte state = row.get();
        Instant indexedAt = Instant.ofEpochSecond(row.getLong());
        return switch (state) {
            case WAITING -> {
                byte[] place = new byte[row.remaining()];
                row.get(place);
                yield new Known(indexedAt, Optional.of(OutboxRows.place(place)), Optional.empty());
            }
            case ANSWERED -> {
                byte[] reply = new byte[row.remaining()];
                row.get(reply);
                yield new Known(indexedAt, Optional.empty(), Optional.of(new Outcome.Answered(Bytes.wrap(reply))));
            }
            case FAILED ->
                new Known(indexedAt, Optional.empty(), Optional.of(new Outcome.Failed(new FaultNumber((int)
                        row.getLong()))));
            default -> throw new IllegalStateException("a submission row of state " + state);
        };
    }
}
