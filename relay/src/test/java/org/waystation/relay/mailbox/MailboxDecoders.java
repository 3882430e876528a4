package org.waystation.relay.mailbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.waystation.federation.store.Batch;
import org.waystation.federation.store.InMemoryStore;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.EnvelopeId;
import org.waystation.protocol.id.OwnerKey;
import org.waystation.watch.fuzz.Decoder;
import org.waystation.watch.fuzz.Decoders;

/** The rows of mailboxes, as they are behind the store's seal. */
public final class MailboxDecoders implements Decoders {
    private static final MailboxKey MAILBOX = new MailboxKey(Bytes.wrap(new byte[MailboxKey.LENGTH_BYTES]));
    private static final Instant TIME = Instant.ofEpochSecond(1_800_000_000L);
    private static final long SEQUENCE = 5;
    private static final byte[] KEY = EnvelopeRows.key(MAILBOX, SEQUENCE);
    private static final Envelope ENVELOPE = new Envelope(
            SEQUENCE,
            EnvelopeId.of(new byte[EnvelopeId.LENGTH_BYTES]),
            TIME,
            TIME.plusSeconds(9),
            Bytes.wrap(new byte[] {1, 2, 3}));
    private static final MailboxRows.Row ROW = new MailboxRows.Row(
            OwnerKey.of(new byte[OwnerKey.LENGTH_BYTES]), Bytes.wrap(new byte[32]), true, 4, 3, 2, 1);

    @Override
    public List<Decoder> all() {
        return List.of(
                Decoder.named("relay.envelope")
                        .behindOurSeal()
                        .from(() -> List.of(written(ENVELOPE)))
                        .canonical(MailboxDecoders::envelope, MailboxDecoders::written),
                Decoder.named("relay.held")
                        .behindOurSeal()
                        .from(() -> List.of(written(ENVELOPE)))
                        .readOnly(each -> EnvelopeRows.held(KEY, each)),
                Decoder.named("relay.mailbox")
                        .behindOurSeal()
                        .from(() -> List.of(written(ROW)))
                        .stable(MailboxRows::decode, MailboxDecoders::written),
                Decoder.named("relay.expiry")
                        .behindOurSeal()
                        .from(() -> List.of(ExpiryRows.key(TIME, ExpiryRows.Kind.ENVELOPE, KEY)))
                        .readOnly(ExpiryRows::due),
                Decoder.named("relay.publication")
                        .behindOurSeal()
                        .from(() -> List.of(publication(8)))
                        .stable(MailboxDecoders::publication, MailboxDecoders::publication));
    }

    private static Envelope envelope(byte[] value) {
        return in(tx -> {
            tx.put(EnvelopeRows.TABLE, KEY, value);
            return EnvelopeRows.get(tx, MAILBOX, SEQUENCE);
        });
    }

    private static byte[] written(Envelope envelope) {
        return in(tx -> {
            EnvelopeRows.put(tx, MAILBOX, envelope);
            return tx.get(EnvelopeRows.TABLE, KEY);
        });
    }

    private static byte[] written(MailboxRows.Row row) {
        return in(tx -> {
            MailboxRows.put(tx, MAILBOX, row);
            return tx.get(MailboxRows.TABLE, MAILBOX.toByteArray());
        });
    }

    private static byte[] publication(long number) {
        return in(tx -> {
            PrekeyRows.putPublication(tx, MAILBOX, number);
            return raw(tx);
        });
    }

    private static long publication(byte[] value) {
        return in(tx -> {
            PrekeyRows.putPublication(tx, MAILBOX, 0);
            tx.scan(PrekeyRows.TABLE, new byte[0], new byte[] {-1}, (key, old) -> {
                tx.put(PrekeyRows.TABLE, key, value);
                return false;
            });
            return Optional.of(PrekeyRows.publication(tx, MAILBOX));
        });
    }

    private static Optional<byte[]> raw(Transaction tx) {
        byte[][] found = new byte[1][];
        tx.scan(PrekeyRows.TABLE, new byte[0], new byte[] {-1}, (key, value) -> {
            found[0] = value;
            return false;
        });
        return Optional.ofNullable(found[0]);
    }

    private static <T> T in(Function<Transaction, Optional<T>> work) {
        try (InMemoryStore store = new InMemoryStore();
                Batch batch = store.begin()) {
            return work.apply(new Transaction(batch)).orElseThrow();
        }
    }
}
