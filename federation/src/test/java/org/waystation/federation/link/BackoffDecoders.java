package org.waystation.federation.link;

import java.time.Instant;
import java.util.List;
import org.waystation.federation.outbox.Backoff;
import org.waystation.federation.store.Batch;
import org.waystation.federation.store.InMemoryStore;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.id.RelayId;
import org.waystation.watch.fuzz.Decoder;
import org.waystation.watch.fuzz.Decoders;
import org.waystation.watch.fuzz.Nothing;

/** The row of a partner that cannot be reached, as it is behind the store's seal. */
public final class BackoffDecoders implements Decoders {
    private static final RelayId PARTNER = RelayId.of(new byte[RelayId.LENGTH_BYTES]);

    @Override
    public List<Decoder> all() {
        return List.of(Decoder.named("federation.backoff")
                .refusing(RuntimeException.class, Nothing.class)
                .from(() -> List.of(written(new Backoff.State(3, Instant.ofEpochSecond(1_800_000_000L)))))
                .stable(BackoffDecoders::read, BackoffDecoders::written));
    }

    /** A state without failures has no row. */
    private static Backoff.State read(byte[] value) throws Nothing {
        try (InMemoryStore store = new InMemoryStore();
                Batch batch = store.begin()) {
            Transaction tx = new Transaction(batch);
            tx.put(BackoffRows.BACKOFF, PARTNER.toByteArray(), value);
            Backoff.State state = BackoffRows.all(tx).get(PARTNER);
            if (state.failures() == 0) {
                throw new Nothing();
            }
            return state;
        }
    }

    private static byte[] written(Backoff.State state) {
        try (InMemoryStore store = new InMemoryStore();
                Batch batch = store.begin()) {
            Transaction tx = new Transaction(batch);
            BackoffRows.put(tx, PARTNER, state);
            return tx.get(BackoffRows.BACKOFF, PARTNER.toByteArray()).orElseThrow();
        }
    }
}
