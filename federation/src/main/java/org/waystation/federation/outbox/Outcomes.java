package org.waystation.federation.outbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.waystation.federation.outbox.OutboxRows.Place;
import org.waystation.federation.outbox.OutboxRows.Waiting;
import org.waystation.federation.outbox.Submissions.Known;
import org.waystation.federation.outbox.Uncollected.Held;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SubmissionId;
import org.waystation.protocol.limits.Lane;
import org.waystation.protocol.limits.Limits;

/**
 * What became of submissions, from the answer until the client has collected it.
 *
 * <pre>
 *            answer, its client is there              collected
 *   WAITING ─────────────────────────────▶ UNCOLLECTED ─────────▶ gone
 *      │                                       │ takes too long      ▲
 *      │ answer, nobody is there; or expired   ▼                     │
 *      └──────────────────────────────────▶ WRITTEN ─────────────────┘ collected, or kept long enough
 * </pre>
 *
 * UNCOLLECTED is in memory: the rows still say WAITING.
 *
 * <p>Confined to the store's thread.
 */
final class Outcomes {
    private static final int DUE_AT_ONCE = 512;

    private final OutboxLimits limits;
    private final Outbox.Listener listener;
    private final Uncollected uncollected;

    Outcomes(OutboxLimits limits, Outbox.Listener listener, Uncollected uncollected) {
        this.limits = limits;
        this.listener = listener;
        this.uncollected = uncollected;
    }

    /** A request has been answered, or refused for ever. */
    void onAnswer(Transaction tx, Waiting row, Outcome outcome, Instant now) {
        if (!isWaiting(tx, row.submission())) {
            return;
        }
        // What is due is expired by the rows, which must not say that it still waits.
        boolean mayWait = Submissions.isDueLater(row.expiresAt(), now);
        // A refusal is final only when it is written: the other relay keeps nothing of it, and may change its mind.
        boolean repeatable = outcome instanceof Outcome.Answered;
        if (mayWait && repeatable && listener.isAwaited(row.submission()) && uncollected.hasRoom()) {
            tx.afterCommit(() -> uncollected.put(new Held(row, outcome, now)));
        } else {
            write(tx, new Held(row, outcome, now), now);
        }
        tx.afterCommit(() -> listener.onOutcome(row.submission(), outcome));
    }

    /** Writes what is not collected, expires what is due; whether more is due than one transaction should hold. */
    boolean onTick(Transaction tx, Instant now) {
        List<Held> overdue = uncollected.overdue(now, DUE_AT_ONCE);
        overdue.forEach(held -> write(tx, held, now));
        List<SubmissionId> due = Submissions.due(tx, now, DUE_AT_ONCE);
        for (SubmissionId id : due) {
            tx.bear(() -> Submissions.find(tx, id))
                    .ifPresent(found -> found.ifPresent(known -> onDue(tx, id, known, now)));
        }
        return due.size() == DUE_AT_ONCE || overdue.size() == DUE_AT_ONCE;
    }

    private void onDue(Transaction tx, SubmissionId id, Known due, Instant now) {
        if (due.place().isEmpty()) {
            Submissions.remove(tx, id, due);
        } else if (uncollected(due).isPresent()) {
            write(tx, uncollected(due).get(), now);
        } else {
            Outcome expired = new Outcome.Failed(FaultNumber.of(FaultCode.EXPIRED));
            expiring(tx, id, due.place().get(), expired, now).ifPresent(held -> {
                write(tx, held, now);
                tx.afterCommit(() -> listener.onOutcome(id, expired));
            });
        }
    }

    /** A request that cannot be read expires as any other; its bytes, which nobody knows, stay counted. */
    private static Optional<Held> expiring(Transaction tx, SubmissionId id, Place place, Outcome expired, Instant now) {
        return tx.bear(() -> OutboxRows.get(tx, place))
                .map(found -> found.map(row -> new Held(row, expired, now)))
                .orElseGet(() -> Optional.of(new Held(place, id, 0, expired, now)));
    }

    /** Whether the relay knows the submission; see {@link Outbox#watch}. */
    boolean watch(Transaction tx, SubmissionId id, Consumer<Outcome> onOutcome) {
        Optional<Known> found = Submissions.find(tx, id);
        found.flatMap(known -> known.outcome().or(() -> uncollected(known).map(Held::outcome)))
                .ifPresent(outcome -> tx.afterCommit(() -> onOutcome.accept(outcome)));
        return found.isPresent();
    }

    void collect(Transaction tx, SubmissionId id) {
        Submissions.find(tx, id).ifPresent(known -> {
            if (known.outcome().isPresent()) {
                Submissions.remove(tx, id, known);
            } else {
                uncollected(known).ifPresent(held -> remove(tx, held.place(), id, held.requestBytes()));
            }
        });
    }

    /** See {@link Outbox#forgetWaiting}. */
    boolean forgetWaiting(Transaction tx, RelayId relay) {
        List<Waiting> some = someWaiting(tx, relay);
        some.forEach(
                row -> remove(tx, row.place(), row.submission(), row.request().size()));
        return !some.isEmpty();
    }

    /** See {@link Outbox#giveUp}. What has an answer keeps it. */
    boolean giveUp(Transaction tx, RelayId relay, Outcome outcome, Instant now) {
        List<Waiting> some = someWaiting(tx, relay);
        for (Waiting row : some) {
            Optional<Held> answered = uncollected.find(row.place());
            write(tx, answered.orElseGet(() -> new Held(row, outcome, now)), now);
            if (answered.isEmpty()) {
                tx.afterCommit(() -> listener.onOutcome(row.submission(), outcome));
            }
        }
        return !some.isEmpty();
    }

    private static List<Waiting> someWaiting(Transaction tx, RelayId relay) {
        List<Waiting> some = new ArrayList<>();
        for (Lane lane : Lane.values()) {
            tx.bear(() -> {
                OutboxRows.scan(tx, relay, lane, 0, row -> some.size() < DUE_AT_ONCE && some.add(row));
                return some;
            });
        }
        return some;
    }

    /** Puts an outcome into the rows in the place of its request. */
    private void write(Transaction tx, Held held, Instant now) {
        if (remove(tx, held.place(), held.submission(), held.requestBytes())) {
            Instant forgetAt = Limits.coarselyAfter(now.plus(limits.keepOutcome()));
            Submissions.putOutcome(tx, held.submission(), held.outcome(), forgetAt);
        }
    }

    /** Removes a request that is over from the rows; whether it was still there. */
    private boolean remove(Transaction tx, Place place, SubmissionId id, int requestBytes) {
        Optional<Known> waiting =
                Submissions.find(tx, id).filter(known -> known.place().isPresent());
        waiting.ifPresent(known -> {
            OutboxRows.remove(tx, place, requestBytes);
            Submissions.remove(tx, id, known);
        });
        tx.afterCommit(() -> uncollected.remove(place));
        return waiting.isPresent();
    }

    private static boolean isWaiting(Transaction tx, SubmissionId id) {
        return Submissions.find(tx, id).flatMap(Known::place).isPresent();
    }

    private Optional<Held> uncollected(Known known) {
        return known.place().flatMap(uncollected::find);
    }
}
