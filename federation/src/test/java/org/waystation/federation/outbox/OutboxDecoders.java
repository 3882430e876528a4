package org.waystation.federation.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.waystation.federation.outbox.OutboxRows.Head;
import org.waystation.federation.outbox.OutboxRows.Place;
import org.waystation.federation.outbox.OutboxRows.Waiting;
import org.waystation.federation.outbox.Submissions.Known;
import org.waystation.federation.roster.Standing;
import org.waystation.federation.store.Batch;
import org.waystation.federation.store.InMemoryStore;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SubmissionId;
import org.waystation.protocol.limits.Lane;
import org.waystation.watch.fuzz.Decoder;
import org.waystation.watch.fuzz.Decoders;

/** The rows of the outbox, as they are behind the store's seal. */
public final class OutboxDecoders implements Decoders {
    private static final RelayId PARTNER = RelayId.of(new byte[RelayId.LENGTH_BYTES]);
    private static final Place PLACE = new Place(PARTNER, Lane.MESSAGE, 7);
    private static final SubmissionId SUBMISSION = SubmissionId.of(new byte[SubmissionId.LENGTH_BYTES]);
    private static final Instant TIME = Instant.ofEpochSecond(1_800_000_000L);

    @Override
    public List<Decoder> all() {
        return List.of(
                Decoder.named("federation.outbox-place")
                        .behindOurSeal()
                        .from(() -> List.of(PLACE.key()))
                        .stable(OutboxRows::place, Place::key),
                Decoder.named("federation.outbox-head")
                        .behindOurSeal()
                        .from(() -> List.of(written(new Head(3, 2, 1))))
                        .stable(OutboxRows::head, OutboxDecoders::written),
                Decoder.named("federation.outbox-waiting")
                        .behindOurSeal()
                        .from(() ->
                                List.of(written(new Waiting(PLACE, SUBMISSION, TIME, Bytes.wrap(new byte[] {1, 2})))))
                        .canonical(each -> OutboxRows.waiting(PLACE, each), OutboxDecoders::written),
                Decoder.named("federation.submission")
                        .behindOurSeal()
                        .from(() -> List.of(
                                written(new Known(TIME, Optional.of(PLACE), Optional.empty())),
                                written(new Known(
                                        TIME,
                                        Optional.empty(),
                                        Optional.of(new Outcome.Answered(Bytes.wrap(new byte[] {1}))))),
                                written(new Known(
                                        TIME,
                                        Optional.empty(),
                                        Optional.of(new Outcome.Failed(FaultNumber.of(FaultCode.BUSY)))))))
                        .stable(Submissions::decode, OutboxDecoders::written),
                Decoder.named("federation.standing")
                        .refusing(IllegalArgumentException.class)
                        .from(() -> List.of(Standing.SUSPENDED.word().getBytes(StandardCharsets.UTF_8)))
                        .canonical(
                                each -> Standing.ofWord(new String(each, StandardCharsets.UTF_8)),
                                each -> each.word().getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] written(Head head) {
        return stored(tx -> {
            OutboxRows.putHead(tx, PARTNER, head);
            return tx.get(OutboxRows.HEAD, PARTNER.toByteArray());
        });
    }

    private static byte[] written(Waiting waiting) {
        return stored(tx -> {
            OutboxRows.put(tx, waiting);
            return tx.get(OutboxRows.OUTBOX, waiting.place().key());
        });
    }

    private static byte[] written(Known known) {
        return stored(tx -> {
            known.place().ifPresent(place -> Submissions.putWaiting(tx, SUBMISSION, place, known.indexedAt()));
            known.outcome().ifPresent(outcome -> Submissions.putOutcome(tx, SUBMISSION, outcome, known.indexedAt()));
            return tx.get(Submissions.SUBMISSION, SUBMISSION.toByteArray());
        });
    }

    private static byte[] stored(Function<Transaction, Optional<byte[]>> work) {
        try (InMemoryStore store = new InMemoryStore();
                Batch batch = store.begin()) {
            return work.apply(new Transaction(batch)).orElseThrow();
        }
    }
}
