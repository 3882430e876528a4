package org.waystation.client.messenger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.waystation.client.rows.SubmissionRow;
import org.waystation.client.vault.RowKey;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SubmissionId;
import org.waystation.protocol.limits.Lane;
import org.waystation.protocol.limits.Limits;

/**
 * Carries sealed requests to our relay, and outcomes back. A request has a row from the moment that it is sealed until its
 * outcome is committed; sending it again sends the same bytes.
 *
 * <pre>
 * sealed --Submit--> asked --Done--> accepted --outcome--> settled, row gone
 *   ^                  |                |
 *   +---- later -------+--- temporary --+     a final fault settles it too
 * </pre>
 *
 * What is to be submitted is kept in memory by key only, in the order of sealing, until it is settled. A contact's later
 * requests wait while an earlier one is being put off, so that its texts arrive in order.
 */
final class Courier {
    private static final int MAX_ASKED = 32;
    private static final int IDS_PER_FRAME = Limits.MAX_IDS_PER_FRAME / 2;

    private static final class Waiting {
        private final long contact;
        private Instant notBefore;
        private boolean asked;
        private boolean accepted;

        Waiting(SubmissionRow row) {
            this.contact = row.getContact();
            this.notBefore = Instant.ofEpochSecond(row.getNotBefore());
            this.accepted = row.getAccepted();
        }

        boolean isPutOff(Instant now) {
            // Further away than any pause is a time that was set while the clock was wrong.
            return notBefore.isAfter(now) && !notBefore.isAfter(now.plus(Outcomes.LONGEST_WAIT));
        }

        void accept() {
            asked = false;
            accepted = true;
        }

        void putOff(SubmissionRow row) {
            notBefore = Instant.ofEpochSecond(row.getNotBefore());
            asked = false;
            accepted = false;
        }
    }

    private final Outcomes outcomes;
    private final Map<RowKey, Waiting> waiting = new LinkedHashMap<>();
    private final Map<SubmissionId, RowKey> bySubmission = new HashMap<>();
    private int asked;

    Courier(Outcomes outcomes) {
        this.outcomes = outcomes;
    }

    /** The connection is gone: what was asked will be asked again. */
    void forget() {
        waiting.clear();
        bySubmission.clear();
        asked = 0;
    }

    /** A connection is there: takes up everything that the vault holds. */
    void takeUp(Turn turn) {
        forget();
        List<SubmissionId> accepted = new ArrayList<>();
        for (SubmissionRow row : turn.rows().submissions()) {
            bySubmission.put(idOf(row), Rows.keyOf(row));
            waiting.put(Rows.keyOf(row), new Waiting(row));
            if (row.getAccepted()) {
                accepted.add(idOf(row));
            }
        }
        inBatches(accepted, ids -> turn.ask(new ToRelay.Watch(ids), Answer.ignored()));
        inBatches(turn.rows().collected(), ids -> collect(turn, ids));
    }

    /** Has a new row carried. */
    void add(Turn turn, SubmissionRow row) {
        turn.rows().put(row);
        if (turn.channel().isReady()) {
            bySubmission.put(idOf(row), Rows.keyOf(row));
            waiting.put(Rows.keyOf(row), new Waiting(row));
        }
    }

    /** Submits whatever may be submitted now. */
    void pump(Turn turn) {
        if (!turn.channel().isReady()) {
            return;
        }
        Set<Long> heldUp = new HashSet<>();
        for (Map.Entry<RowKey, Waiting> each : List.copyOf(waiting.entrySet())) {
            Waiting entry = each.getValue();
            if (asked >= MAX_ASKED) {
                return;
            }
            if (entry.asked || entry.accepted || heldUp.contains(entry.contact)) {
                continue;
            }
            if (entry.isPutOff(turn.now())) {
                heldUp.add(entry.contact);
            } else {
                submit(turn, each.getKey(), entry);
            }
        }
    }

    /** Whether nothing is asked, and nothing could be. */
    boolean isIdle(Instant now) {
        return asked == 0 && waiting.values().stream().allMatch(each -> each.accepted || each.isPutOff(now));
    }

    private void submit(Turn turn, RowKey key, Waiting entry) {
        Optional<SubmissionRow> found = turn.rows().submission(key).flatMap(row -> outcomes.readyToSend(turn, row));
        if (found.isEmpty()) {
            turn.rows().submission(key).ifPresentOrElse(entry::putOff, () -> waiting.remove(key));
            return;
        }
        SubmissionRow row = found.get();
        entry.asked = true;
        asked++;
        turn.ask(
                new ToRelay.Submit(
                        idOf(row),
                        RelayId.of(row.getDestination().toByteArray()),
                        Lane.MESSAGE,
                        row.getExpiresAt(),
                        Bytes.wrap(row.getRequest().toByteArray())),
                new SubmitAnswer(key, idOf(row)));
    }

    private final class SubmitAnswer implements Answer {
        private final RowKey key;
        private final SubmissionId submission;

        SubmitAnswer(RowKey key, SubmissionId submission) {
            this.key = key;
            this.submission = submission;
        }

        /** The outcome may have come before this answer, and the request may have got a new id that nobody has taken yet. */
        private Optional<SubmissionRow> askedFor(Turn turn) {
            return turn.rows().submission(key).filter(row -> idOf(row).equals(submission));
        }

        @Override
        public void onDone(Turn turn) {
            asked--;
            askedFor(turn).ifPresent(row -> {
                Optional.ofNullable(waiting.get(key)).ifPresent(Waiting::accept);
                turn.rows().put(row.toBuilder().setAccepted(true).build());
                outcomes.onAccepted(turn, row);
                turn.touch(row.getContact());
            });
        }

        @Override
        public void onRefused(Turn turn, FaultNumber fault, Duration retryAfter) {
            asked--;
            Waiting entry = waiting.get(key);
            Optional<SubmissionRow> row = askedFor(turn);
            if (entry == null || row.isEmpty()) {
                return;
            }
            // The relay took nothing, so the same id may be used again.
            outcomes.onFault(turn, row.get(), fault, retryAfter)
                    .map(later -> withoutBlame(turn, key, row.get(), later))
                    .ifPresentOrElse(entry::putOff, () -> settled(row.get()));
            turn.touch(row.get().getContact());
        }
    }

    void onOutcome(Turn turn, FromRelay.OutcomeReady outcome) {
        RowKey key = bySubmission.get(outcome.submission());
        Optional<SubmissionRow> found =
                key == null ? Optional.empty() : turn.rows().submission(key);
        if (found.isEmpty()) {
            collect(turn, List.of(outcome.submission()));
            return;
        }
        SubmissionRow row = found.get();
        turn.touch(row.getContact());
        Optional<SubmissionRow> again =
                outcomes.onOutcome(turn, row, outcome).map(later -> withoutBlame(turn, Rows.keyOf(row), row, later));
        bySubmission.remove(outcome.submission());
        again.ifPresentOrElse(
                later -> {
                    bySubmission.put(idOf(later), key);
                    waiting.computeIfAbsent(key, unused -> new Waiting(later)).putOff(later);
                },
                () -> waiting.remove(key));
        if (again.isEmpty() || !idOf(again.get()).equals(outcome.submission())) {
            turn.rows().putCollected(outcome.submission());
            collect(turn, List.of(outcome.submission()));
        }
    }

    /**
     * What was put off together with an earlier request of the same contact waits for that one, and has no pause of its own:
     * else a long queue would be tried less and less often, however fast it could go.
     */
    private SubmissionRow withoutBlame(Turn turn, RowKey key, SubmissionRow before, SubmissionRow later) {
        for (Map.Entry<RowKey, Waiting> each : waiting.entrySet()) {
            if (each.getKey().equals(key)) {
                return later;
            }
            if (each.getValue().contact == later.getContact() && each.getValue().isPutOff(turn.now())) {
                SubmissionRow behind = later.toBuilder()
                        .setFailures(before.getFailures())
                        .clearNotBefore()
                        .build();
                turn.rows().put(behind);
                return behind;
            }
        }
        return later;
    }

    private void settled(SubmissionRow row) {
        bySubmission.remove(idOf(row));
        waiting.remove(Rows.keyOf(row));
    }

    private static void collect(Turn turn, List<SubmissionId> ids) {
        turn.ask(new ToRelay.Collect(ids), new Answer() {
            @Override
            public void onDone(Turn next) {
                ids.forEach(next.rows()::deleteCollected);
            }

            @Override
            public void onRefused(Turn next, FaultNumber fault, Duration retryAfter) {
                // They are collected again on the next connection.
            }
        });
    }

    private static SubmissionId idOf(SubmissionRow row) {
        return SubmissionId.of(row.getSubmission().toByteArray());
    }

    private static void inBatches(List<SubmissionId> ids, java.util.function.Consumer<List<SubmissionId>> batch) {
        for (int at = 0; at < ids.size(); at += IDS_PER_FRAME) {
            batch.accept(ids.subList(at, Math.min(ids.size(), at + IDS_PER_FRAME)));
        }
    }
}
