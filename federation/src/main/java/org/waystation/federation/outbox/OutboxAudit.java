package org.waystation.federation.outbox;

import java.util.Arrays;
import java.util.Optional;
import org.waystation.federation.outbox.OutboxRows.Head;
import org.waystation.federation.outbox.OutboxRows.Place;
import org.waystation.federation.outbox.OutboxRows.Waiting;
import org.waystation.federation.outbox.Submissions.Known;
import org.waystation.federation.store.Findings;
import org.waystation.federation.store.Ledger;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SubmissionId;

/** Whether the rows of an outbox agree with each other. Remembers the sums of one partner at a time. */
public final class OutboxAudit {
    private final Ledger ledger;
    private final Findings findings;
    private Head sum = Head.EMPTY;
    private byte[] partner = {};
    private long partnersThatHold;

    private OutboxAudit(Ledger ledger, Findings findings) {
        this.ledger = ledger;
        this.findings = findings;
    }

    public static void run(Ledger ledger, Findings findings) {
        OutboxAudit audit = new OutboxAudit(ledger, findings);
        audit.sumUp();
        audit.checkSubmissions();
    }

    private void sumUp() {
        ledger.forEach(OutboxRows.OUTBOX, this::onWaiting);
        endPartner();
        long[] claiming = {0};
        ledger.forEach(OutboxRows.HEAD, (key, value) -> {
            Head head = OutboxRows.head(value);
            claiming[0] += head.requests() != 0 || head.bytes() != 0 ? 1 : 0;
        });
        findings.add(
                "partners whose outbox counts requests and holds none", Math.max(0, claiming[0] - partnersThatHold));
    }

    private void onWaiting(byte[] key, byte[] value) {
        byte[] of = Arrays.copyOf(key, RelayId.LENGTH_BYTES);
        if (!Arrays.equals(of, partner)) {
            endPartner();
            partner = of;
        }
        Waiting row = OutboxRows.waiting(OutboxRows.place(key), value);
        sum = new Head(
                Math.max(sum.nextSequence(), row.place().sequence() + 1),
                sum.requests() + 1,
                sum.bytes() + row.request().size());
        if (!isKnown(row)) {
            findings.add("waiting requests of submissions that the relay does not know");
        }
    }

    private boolean isKnown(Waiting row) {
        return known(row.submission())
                .filter(known -> known.indexedAt().equals(row.expiresAt()))
                .flatMap(Known::place)
                .filter(row.place()::equals)
                .isPresent();
    }

    private void endPartner() {
        if (sum.requests() > 0) {
            Head head =
                    ledger.get(OutboxRows.HEAD, partner).map(OutboxRows::head).orElse(Head.EMPTY);
            if (head.requests() != sum.requests() || head.bytes() != sum.bytes()) {
                findings.add("partners whose outbox counts something else than it holds");
            }
            if (head.nextSequence() < sum.nextSequence()) {
                findings.add("partners whose outbox would number two requests alike");
            }
            partnersThatHold += head.requests() != 0 || head.bytes() != 0 ? 1 : 0;
        }
        sum = Head.EMPTY;
    }

    private void checkSubmissions() {
        ledger.forEach(Submissions.SUBMISSION, (key, value) -> {
            Known known = Submissions.decode(value);
            SubmissionId id = SubmissionId.of(key);
            if (known.place().filter(place -> !waits(place, id)).isPresent()) {
                findings.add("submissions that wait, without a request");
            }
            if (ledger.get(Submissions.EXPIRY, Submissions.expiryKey(known.indexedAt(), id))
                    .isEmpty()) {
                findings.add("submissions that never expire");
            }
        });
        ledger.forEach(Submissions.EXPIRY, (key, value) -> {
            SubmissionId id = SubmissionId.of(Arrays.copyOfRange(key, Long.BYTES, key.length));
            boolean expected = known(id)
                    .filter(known -> Arrays.equals(key, Submissions.expiryKey(known.indexedAt(), id)))
                    .isPresent();
            if (!expected) {
                findings.add("expiry rows of submissions that are not there");
            }
        });
    }

    private boolean waits(Place place, SubmissionId id) {
        return ledger.get(OutboxRows.OUTBOX, place.key())
                .filter(value -> OutboxRows.waiting(place, value).submission().equals(id))
                .isPresent();
    }

    private Optional<Known> known(SubmissionId id) {
        return ledger.get(Submissions.SUBMISSION, id.toByteArray()).map(Submissions::decode);
    }
}
