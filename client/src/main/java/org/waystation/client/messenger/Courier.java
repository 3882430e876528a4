package org.waystation.client.messenger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
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
 * A contact's later requests wait while an earlier one is being put off, so that its texts arrive in order.
 */
final class Courier implements KeyClaims.Gate, Takeover.Dropping {
    private static final int MAX_ASKED = 32;
    private static final int IDS_PER_FRAME = Limits.MAX_IDS_PER_FRAME / 2;

    private final Outcomes outcomes;
    private final SendQueue queue = new SendQueue();
    private int asked;

    Courier(Outcomes outcomes) {
        this.outcomes = outcomes;
    }

    /** The connection is gone: what was asked will be asked again. */
    void forget() {
        queue.clear();
        asked = 0;
    }

    /** A connection is there: takes up everything that the vault holds. */
    void takeUp(Turn turn) {
        forget();
        List<SubmissionId> accepted = new ArrayList<>();
        turn.rows().contacts().stream().filter(KeyClaims::isHeld).forEach(each -> queue.hold(each.getId()));
        for (SubmissionRow row : turn.rows().submissions()) {
            queue.add(row);
            if (row.getAccepted()) {
                accepted.add(SendQueue.idOf(row));
            }
        }
        inBatches(accepted, ids -> watch(turn, ids));
        inBatches(turn.rows().collected(), ids -> collect(turn, ids));
    }

    private void watch(Turn turn, List<SubmissionId> ids) {
        List<SubmissionId> open = ids.stream().filter(queue::awaitsOutcome).toList();
        if (open.isEmpty()) {
            return;
        }
        turn.ask(new ToRelay.Watch(open), new Answer() {
            @Override
            public void onDone(Turn next) {}

            @Override
            public void onRefused(Turn next, FaultNumber fault, Duration retryAfter) {
                next.tryAgain(fault, retryAfter, again -> watch(again, open));
            }
        });
    }

    /** Has a new row carried. */
    void add(Turn turn, SubmissionRow row) {
        turn.rows().put(row);
        if (turn.channel().isReady()) {
            queue.add(row);
        }
    }

    /** Nothing more of this contact is submitted. */
    @Override
    public void hold(long contact) {
        queue.hold(contact);
    }

    @Override
    public void release(long contact) {
        queue.release(contact);
    }

    /** Forgets a row for good, even if our relay has been asked to take it. */
    @Override
    public void drop(Turn turn, SubmissionRow row) {
        turn.rows().delete(row);
        queue.settle(Rows.keyOf(row));
    }

    /** Submits whatever may be submitted now. Touches the contacts of what turns out to be settled instead. */
    void pump(Turn turn) {
        if (!turn.channel().isReady()) {
            return;
        }
        Set<Long> heldUp = new HashSet<>(queue.held());
        for (SendQueue.Entry each : queue.inOrder()) {
            if (asked >= MAX_ASKED) {
                return;
            }
            if (each.isAccepted() || heldUp.contains(each.contact())) {
                continue;
            }
            // One question for each contact at a time: of two, the relay might refuse the first and take the second.
            heldUp.add(each.contact());
            if (!each.isAsked() && !each.isPutOff(turn.now())) {
                submit(turn, each);
            }
        }
    }

    /** Whether nothing is asked, and nothing could be. */
    boolean isIdle(Instant now) {
        return asked == 0 && queue.isIdle(now);
    }

    private void submit(Turn turn, SendQueue.Entry entry) {
        Optional<SubmissionRow> ready =
                turn.rows().submission(entry.key()).flatMap(row -> outcomes.readyToSend(turn, row));
        if (ready.isEmpty()) {
            turn.rows()
                    .submission(entry.key())
                    .ifPresentOrElse(queue::putOff, () -> settle(turn, entry.key(), entry.contact()));
            return;
        }
        SubmissionRow row = ready.get();
        entry.ask();
        asked++;
        turn.ask(
                new ToRelay.Submit(
                        SendQueue.idOf(row),
                        RelayId.of(row.getDestination().toByteArray()),
                        Lane.MESSAGE,
                        row.getExpiresAt(),
                        Bytes.wrap(row.getRequest().toByteArray())),
                new SubmitAnswer(entry.key(), SendQueue.idOf(row)));
    }

    /** The row is gone; what waited for its contact behind it may go on. */
    private void settle(Turn turn, RowKey key, long contact) {
        queue.settle(key);
        turn.touch(contact);
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
            return turn.rows().submission(key).filter(row -> SendQueue.idOf(row).equals(submission));
        }

        @Override
        public void onDone(Turn turn, Optional<FaultNumber> waitsBecause) {
            asked--;
            askedFor(turn).ifPresent(row -> {
                queue.find(key).ifPresent(SendQueue.Entry::accept);
                turn.rows().put(row.toBuilder().setAccepted(true).build());
                outcomes.onAccepted(turn, row, waitsBecause);
                turn.touch(row.getContact());
            });
        }

        @Override
        public void onRefused(Turn turn, FaultNumber fault, Duration retryAfter) {
            asked--;
            // The relay took nothing, so the same id may be used again.
            askedFor(turn).ifPresent(row -> resume(turn, row, outcomes.onFault(turn, row, fault, retryAfter)));
        }
    }

    void onOutcome(Turn turn, FromRelay.OutcomeReady outcome) {
        Optional<SubmissionRow> found = queue.keyOf(outcome.submission()).flatMap(turn.rows()::submission);
        if (found.isEmpty()) {
            collect(turn, List.of(outcome.submission()));
            return;
        }
        Optional<SubmissionRow> again = outcomes.onOutcome(turn, found.get(), outcome);
        resume(turn, found.get(), again);
        if (again.isEmpty() || !SendQueue.idOf(again.get()).equals(outcome.submission())) {
            turn.rows().putCollected(outcome.submission());
            collect(turn, List.of(outcome.submission()));
        }
    }

    /** A request is to be submitted again later, or is settled. */
    private void resume(Turn turn, SubmissionRow before, Optional<SubmissionRow> later) {
        later.map(each -> withoutBlame(turn, before, each)).ifPresent(queue::putOff);
        if (later.isEmpty()) {
            queue.settle(Rows.keyOf(before));
        }
        turn.touch(before.getContact());
    }

    /**
     * What was put off together with an earlier request of the same contact waits for that one, and has no pause of its own:
     * else a long queue would be tried less and less often, however fast it could go.
     */
    private SubmissionRow withoutBlame(Turn turn, SubmissionRow before, SubmissionRow later) {
        if (!queue.waitsBehindAnother(later, turn.now())) {
            return later;
        }
        SubmissionRow behind = later.toBuilder()
                .setFailures(before.getFailures())
                .clearNotBefore()
                .build();
        turn.rows().put(behind);
        return behind;
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

    private static void inBatches(List<SubmissionId> ids, Consumer<List<SubmissionId>> batch) {
        for (int at = 0; at < ids.size(); at += IDS_PER_FRAME) {
            batch.accept(ids.subList(at, Math.min(ids.size(), at + IDS_PER_FRAME)));
        }
    }
}
