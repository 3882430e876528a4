package org.waystation.relay.mailbox;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.waystation.federation.store.Keys;
import org.waystation.federation.store.Table;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.crypto.Digest;
import org.waystation.protocol.crypto.Kdf;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.EnvelopeId;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.OwnerKey;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.sealed.Call;
import org.waystation.relay.mailbox.MailboxRows.Row;

/**
 * Every mailbox of the relay: creates, appends, hands out, deletes. Decides over transactions and keeps nothing in memory.
 *
 * <p>Confined to the store's thread.
 */
public final class Mailboxes {
    static final Table SEEN = new Table("seen").withKeysOnly();
    static final int SEEN_BYTES = 16;
    private static final int DUE_AT_ONCE = 512;
    private static final Room PAGE = new Room(256, 1 << 20);
    private static final Bytes NO_TOKEN = Bytes.wrap(new byte[Digest.BYTES]);

    private final SecretKey32 secret;
    private final MailboxLimits limits;

    /** @param secret keys the hashes in the rows; without it a disk shows no mailbox id */
    public Mailboxes(SecretKey32 secret, MailboxLimits limits) {
        this.secret = secret;
        this.limits = limits;
    }

    /** The tables that mailboxes need. */
    public static List<Table> tables() {
        return List.of(
                MailboxRows.TABLE,
                EnvelopeRows.TABLE,
                ExpiryRows.TABLE,
                PrekeyRows.TABLE,
                SEEN,
                FrontDoors.SERVED,
                RestoreFence.TABLE);
    }

    /** What came of a request for a mailbox. */
    public enum Created {
        NEW,
        /** The same owner has created it before. */
        ALREADY_THERE,
        TAKEN
    }

    public Created create(Transaction tx, MailboxId mailbox, OwnerKey owner, SendToken token, boolean frontDoor) {
        MailboxKey key = key(mailbox);
        Optional<Row> existing = MailboxRows.get(tx, key);
        if (existing.isPresent()) {
            return existing.get().owner().equals(owner) ? Created.ALREADY_THERE : Created.TAKEN;
        }
        MailboxRows.put(tx, key, new Row(owner, hash(token), frontDoor));
        return Created.NEW;
    }

    public Optional<OwnerKey> owner(Transaction tx, MailboxId mailbox) {
        return MailboxRows.get(tx, key(mailbox)).map(Row::owner);
    }

    /** Deletes a mailbox and all that it holds; whether there was one. */
    public boolean delete(Transaction tx, MailboxId mailbox) {
        MailboxKey key = key(mailbox);
        if (MailboxRows.get(tx, key).isEmpty()) {
            return false;
        }
        Page page = EnvelopeRows.after(tx, key, 0, PAGE);
        while (!page.envelopes().isEmpty()) {
            page.envelopes().forEach(each -> remove(tx, key, each.held()));
            page = EnvelopeRows.after(tx, key, page.last().sequence(), PAGE);
        }
        PrekeyRows.deleteAll(tx, key);
        MailboxRows.delete(tx, key);
        return true;
    }

    /** What came of an append. */
    public sealed interface AppendResult {
        /** It is in the mailbox once the transaction is durable. */
        record Stored(Envelope envelope) implements AppendResult {}

        /** It was there before; a success. */
        record Duplicate() implements AppendResult {}

        record Refused(FaultCode code) implements AppendResult {}
    }

    public AppendResult append(Transaction tx, Call.Append call, Instant now) {
        MailboxKey key = key(call.mailbox());
        Optional<Row> found = open(tx, key, call.token());
        if (found.isEmpty()) {
            return new AppendResult.Refused(FaultCode.UNKNOWN_MAILBOX);
        }
        byte[] seen = seenKey(call.mailbox(), call.envelope());
        if (tx.get(SEEN, seen).isPresent()) {
            return new AppendResult.Duplicate();
        }
        Row row = found.get().plus(call.content().size());
        if (row.envelopes() > limits.maxEnvelopes() || row.bytes() > limits.maxBytes()) {
            return new AppendResult.Refused(FaultCode.MAILBOX_FULL);
        }
        Instant expiresAt = expiry(call.expiresAt(), now);
        Envelope envelope = new Envelope(
                found.get().nextSequence(), call.envelope(), Limits.coarsely(now), expiresAt, call.content());
        EnvelopeRows.put(tx, key, envelope);
        MailboxRows.put(tx, key, row);
        ExpiryRows.put(tx, expiresAt, ExpiryRows.Kind.ENVELOPE, place(key, envelope.sequence()));
        tx.put(SEEN, seen, new byte[0]);
        ExpiryRows.put(tx, lastRepeat(call.expiresAt(), now), ExpiryRows.Kind.SEEN, seen);
        return new AppendResult.Stored(envelope);
    }

    /**
     * The mailbox, if it exists and the token opens it. The same work is done for a mailbox that does not exist, so that
     * the time says nothing either.
     */
    Optional<Row> open(Transaction tx, MailboxKey key, SendToken token) {
        Optional<Row> row = MailboxRows.get(tx, key);
        boolean opens = hash(token).equals(row.map(Row::tokenHash).orElse(NO_TOKEN));
        return row.filter(any -> opens);
    }

    /** Envelopes after a sequence number, as many as there is room for. */
    Page after(Transaction tx, MailboxKey mailbox, long sequence, Room room) {
        return MailboxRows.get(tx, mailbox)
                .map(row -> EnvelopeRows.after(tx, mailbox, Math.max(sequence, row.head() - 1), room))
                .orElseGet(() -> new Page(List.of(), false));
    }

    boolean holds(Transaction tx, MailboxKey mailbox, Held envelope) {
        return EnvelopeRows.get(tx, mailbox, envelope.sequence()).isPresent();
    }

    /**
     * Deletes envelopes that their owner has taken.
     *
     * @param envelopes every one that is there up to the sequence number {@code through}, and no other
     */
    void removeThrough(Transaction tx, MailboxKey mailbox, long through, List<Held> envelopes) {
        MailboxRows.get(tx, mailbox)
                .ifPresent(row -> MailboxRows.put(
                        tx, mailbox, without(tx, mailbox, row, envelopes).from(through + 1)));
    }

    private static Row without(Transaction tx, MailboxKey mailbox, Row row, List<Held> envelopes) {
        long bytes = 0;
        for (Held each : envelopes) {
            remove(tx, mailbox, each);
            bytes += each.contentBytes();
        }
        return row.minus(envelopes.size(), bytes);
    }

    private static void remove(Transaction tx, MailboxKey mailbox, Held envelope) {
        EnvelopeRows.delete(tx, mailbox, envelope.sequence());
        ExpiryRows.delete(tx, envelope.expiresAt(), ExpiryRows.Kind.ENVELOPE, place(mailbox, envelope.sequence()));
    }

    /**
     * What a sweep did.
     *
     * @param envelopes those that went undelivered
     * @param more whether more is due than one transaction should hold: to be called again soon
     */
    public record Swept(int envelopes, boolean more) {}

    /** Hears of an envelope that is being deleted undelivered. Whether the transaction becomes durable is not known yet. */
    @FunctionalInterface
    public interface ExpiryListener {
        void onExpiring(MailboxKey mailbox, long sequence);
    }

    /** Deletes what has expired; to be called about every second. */
    public Swept onTick(Transaction tx, Instant now, ExpiryListener listener) {
        int envelopes = 0;
        List<ExpiryRows.Due> all = ExpiryRows.due(tx, now, DUE_AT_ONCE);
        for (ExpiryRows.Due due : all) {
            byte[] rest = due.rest().toByteArray();
            switch (due.kind()) {
                case ENVELOPE -> {
                    expireEnvelope(tx, rest, listener);
                    envelopes++;
                }
                case SEEN -> tx.delete(SEEN, rest);
                case SERVED -> tx.delete(FrontDoors.SERVED, rest);
            }
            ExpiryRows.done(tx, due);
        }
        return new Swept(envelopes, all.size() == DUE_AT_ONCE);
    }

    private static void expireEnvelope(Transaction tx, byte[] place, ExpiryListener listener) {
        MailboxKey mailbox = new MailboxKey(Bytes.wrap(Arrays.copyOf(place, MailboxKey.LENGTH_BYTES)));
        long sequence = Keys.numberAt(place, MailboxKey.LENGTH_BYTES);
        Optional<Boolean> expired = tx.bear(() -> remove(tx, mailbox, sequence));
        if (expired.isEmpty()) {
            // Its time is over, though it cannot be read; the mailbox goes on counting it, for nobody knows how large
            // it was.
            EnvelopeRows.delete(tx, mailbox, sequence);
        }
        if (expired.orElse(true)) {
            listener.onExpiring(mailbox, sequence);
        }
    }

    /** Whether there was such an envelope. */
    private static boolean remove(Transaction tx, MailboxKey mailbox, long sequence) {
        Optional<Envelope> envelope = EnvelopeRows.get(tx, mailbox, sequence);
        Optional<Row> row = MailboxRows.get(tx, mailbox);
        boolean there = envelope.isPresent() && row.isPresent();
        if (there) {
            MailboxRows.put(
                    tx,
                    mailbox,
                    without(tx, mailbox, row.get(), List.of(envelope.get().held())));
        }
        return there;
    }

    MailboxKey key(MailboxId mailbox) {
        return new MailboxKey(Bytes.wrap(Kdf.mac(Label.MAILBOX_ROW_KEY, secret, mailbox.toByteArray())));
    }

    MailboxLimits limits() {
        return limits;
    }

    /** When something that asks to live until {@code asked} expires: coarse, and not later than allowed. */
    private Instant expiry(long asked, Instant now) {
        return coarsely(asked, now.plus(limits.maxLifetime()));
    }

    /**
     * Until when a call that asks to live until {@code asked} may be carried to this relay once more. Not bounded by how
     * long things are kept here, which a partner that replays does not care for.
     */
    Instant lastRepeat(long asked, Instant now) {
        return coarsely(asked, now.plus(Limits.MAX_LIFETIME));
    }

    private static Instant coarsely(long asked, Instant latest) {
        Instant wanted = Instant.ofEpochSecond(Math.min(asked, latest.getEpochSecond()));
        return Limits.coarselyAfter(wanted);
    }

    private byte[] seenKey(MailboxId mailbox, EnvelopeId envelope) {
        byte[] mac = Kdf.mac(Label.SEEN_ENVELOPE, secret, mailbox.toByteArray(), envelope.toByteArray());
        return Arrays.copyOf(mac, SEEN_BYTES);
    }

    private static byte[] place(MailboxKey mailbox, long sequence) {
        return Keys.of(mailbox.toByteArray(), Keys.number(sequence));
    }

    private static Bytes hash(SendToken token) {
        return Bytes.wrap(Digest.sha256(Label.SEND_TOKEN, token.toByteArray()));
    }
}
