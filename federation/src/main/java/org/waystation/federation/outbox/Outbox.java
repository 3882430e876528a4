package org.waystation.federation.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.waystation.federation.outbox.OutboxRows.Head;
import org.waystation.federation.outbox.OutboxRows.Place;
import org.waystation.federation.outbox.OutboxRows.Waiting;
import org.waystation.federation.store.Table;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MemberKey;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SubmissionId;
import org.waystation.protocol.limits.Lane;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.limits.Pause;

/**
 * Takes submissions, keeps them until they are answered or expire, and sends them to each partner in order: alerts before
 * messages before bulk, and within a lane as they came, whoever they are of: what would let one sender pass another within a
 * lane would have to remember on the disk who sent what. {@link FairShares} keeps one sender from taking up all the room.
 *
 * <p>A request is sent at least once: it stays until its client has collected the outcome, or that is durable; and what was on
 * its way on a carrier that goes down is sent again. The other relay recognises repeats.
 *
 * <p>Confined to the store's thread.
 */
public final class Outbox {
    private static final Duration OWN_TROUBLE = Duration.ofSeconds(5);

    private final OutboxLimits limits;
    private final Destinations destinations;
    private final Listener listener;
    private final Uncollected uncollected = new Uncollected();
    private final Outcomes outcomes;
    private final Map<RelayId, PartnerQueue> queues = new HashMap<>();

    /** To whom anything may be submitted. */
    @FunctionalInterface
    public interface Destinations {
        /** Why nothing can be submitted to a relay now; empty if it can. */
        Optional<FaultCode> refusalAt(RelayId relay, Instant now);
    }

    /** Hears what the outbox has to say to the rest of the relay. */
    public interface Listener {
        /** Whether somebody is there who wants to hear the outcome. */
        boolean isAwaited(SubmissionId submission);

        /**
         * There is an outcome: durable here, or an answer that the other relay gives again if it is asked again. Only a refusal
         * may become something else then.
         */
        void onOutcome(SubmissionId submission, Outcome outcome);

        /** {@link Outbox#pump} should be called for this partner, in a transaction of its own. */
        void onPumpWanted(RelayId partner);
    }

    /**
     * @param destinations asked at each submit
     */
    public Outbox(OutboxLimits limits, Destinations destinations, Listener listener) {
        this.limits = limits;
        this.destinations = destinations;
        this.listener = listener;
        this.outcomes = new Outcomes(limits, listener, uncollected);
    }

    /** The tables that the outbox needs. */
    public static List<Table> tables() {
        return Stream.concat(OutboxRows.TABLES.stream(), Submissions.TABLES.stream())
                .toList();
    }

    /**
     * Takes a submission; a repeat is a success.
     *
     * @param submitter whose share of a crowded queue it counts to; nothing is written of it
     * @return why it was refused; empty if it is accepted once the transaction is durable
     */
    public Optional<FaultCode> submit(Transaction tx, Submission submission, MemberKey submitter, Instant now) {
        if (Submissions.find(tx, submission.id()).isPresent()) {
            return Optional.empty();
        }
        RelayId partner = submission.destination();
        Optional<FaultCode> refusal = destinations.refusalAt(partner, now);
        if (refusal.isPresent()) {
            return refusal;
        }
        if (!submission.expiresAt().isAfter(now)) {
            return Optional.of(FaultCode.EXPIRED);
        }
        Head head = OutboxRows.head(tx, partner);
        if (!queue(partner).shares().admit(submission, submitter, head, limits)) {
            return Optional.of(FaultCode.OUTBOX_FULL);
        }
        // Coarse, so that a row of the longest lifetime does not say when it came.
        Instant latest = Limits.coarselyAfter(now.plus(limits.maxLifetime()));
        Instant expiresAt = submission.expiresAt().isBefore(latest) ? submission.expiresAt() : latest;
        Place place = new Place(partner, submission.lane(), head.nextSequence());
        Waiting row = new Waiting(place, submission.id(), expiresAt, submission.request());
        OutboxRows.put(tx, row);
        OutboxRows.putHead(tx, partner, head.plus(submission.request().size()));
        Submissions.putWaiting(tx, submission.id(), place, expiresAt);
        tx.afterCommit(() -> queue(partner).onStored(row, now));
        return Optional.empty();
    }

    /** Sends what waits for a partner, as far as there is room. */
    public void pump(Transaction tx, RelayId partner, Instant now) {
        PartnerQueue queue = queue(partner);
        int room = queue.room(now);
        if (room <= 0 || !queue.startPumping()) {
            return;
        }
        List<Waiting> rows = new ArrayList<>();
        List<Lane> exhausted = new ArrayList<>();
        for (Lane lane : Lane.values()) {
            if (tx.bear(() -> collect(tx, partner, lane, room, rows)).orElse(false)) {
                exhausted.add(lane);
            }
        }
        long stepsBack = queue.stepsBack();
        tx.afterCommit(() -> {
            queue.stopPumping();
            if (queue.stepsBack() == stepsBack) {
                exhausted.forEach(queue::caughtUp);
                rows.forEach(row -> sendOrExpire(queue, row, now));
            } else {
                wantPumpIfBehind(partner, queue);
            }
        });
    }

    /** A transaction with {@link #pump} in it did not become durable. */
    public void onPumpFailed(RelayId partner) {
        queue(partner).stopPumping();
    }

    /** Collects unsent rows of a lane, up to one that cannot be read; whether the lane has no more. */
    private boolean collect(Transaction tx, RelayId partner, Lane lane, int room, List<Waiting> rows) {
        PartnerQueue queue = queue(partner);
        boolean[] exhausted = {true};
        OutboxRows.scan(tx, partner, lane, queue.sentThrough(lane), row -> {
            if (queue.isTaken(row.place())) {
                return true;
            }
            if (rows.size() >= room) {
                exhausted[0] = false;
                return false;
            }
            rows.add(row);
            return true;
        });
        return exhausted[0];
    }

    private static void sendOrExpire(PartnerQueue queue, Waiting row, Instant now) {
        // An expired row is left to the sweep, which writes its outcome.
        if (row.expiresAt().isAfter(now)) {
            queue.offer(row, now);
        }
    }

    /** The other relay has answered a request. */
    public void onAnswered(
            Transaction tx, RelayId partner, Carrier carrier, long correlation, Bytes reply, Instant now) {
        finish(tx, partner, carrier, correlation, new Outcome.Answered(reply), now);
    }

    /** The other relay will never take a request. */
    public void onPermanent(
            Transaction tx, RelayId partner, Carrier carrier, long correlation, FaultNumber fault, Instant now) {
        finish(tx, partner, carrier, correlation, new Outcome.Failed(fault), now);
    }

    private void finish(
            Transaction tx, RelayId partner, Carrier carrier, long correlation, Outcome outcome, Instant now) {
        PartnerQueue queue = queue(partner);
        Optional<Waiting> row = queue.uses(carrier) ? queue.find(correlation) : Optional.empty();
        row.ifPresent(waiting -> {
            outcomes.onAnswer(tx, waiting, outcome, now);
            tx.afterCommit(() -> {
                queue.settle(correlation);
                wantPumpIfBehind(partner, queue);
            });
        });
    }

    /** The other relay cannot take a request now. Needs no transaction: the row stays as it is. */
    public void onTemporary(RelayId partner, Carrier carrier, long correlation, Duration retryAfter, Instant now) {
        PartnerQueue queue = queue(partner);
        if (queue.uses(carrier)) {
            Duration wait = retryAfter.isZero() ? OWN_TROUBLE : retryAfter;
            queue.postpone(correlation, now.plus(Pause.capped(wait)), now);
        }
    }

    /** The answer to a request could not be made durable: it is to be asked again. */
    public void onLostAnswer(RelayId partner, Carrier carrier, long correlation, Instant now) {
        onTemporary(partner, carrier, correlation, OWN_TROUBLE, now);
    }

    /** There is a way to a partner; it replaces any other. */
    public void onCarrierUp(RelayId partner, Carrier carrier) {
        queue(partner).onCarrierUp(carrier);
        listener.onPumpWanted(partner);
    }

    /** A write has failed and may be on the disk all the same. The next tick looks for what is there. */
    public void onDoubt() {
        queues.values().forEach(PartnerQueue::onDoubt);
    }

    public void onCarrierDown(RelayId partner, Carrier carrier) {
        queue(partner).onCarrierDown(carrier);
    }

    /**
     * Expires what is due and wakes queues whose pause is over; to be called about every second.
     *
     * @return whether more is due than one transaction should hold: to be called again soon
     */
    public boolean onTick(Transaction tx, Instant now) {
        queues.forEach((partner, queue) -> {
            if (queue.room(now) > 0) {
                wantPumpIfBehind(partner, queue);
            }
        });
        return outcomes.onTick(tx, now);
    }

    /**
     * What is known of a submission now.
     *
     * @param onOutcome hears the outcome if there is one already, once the transaction is over
     * @return whether the relay knows the submission at all
     */
    public boolean watch(Transaction tx, SubmissionId id, Consumer<Outcome> onOutcome) {
        return outcomes.watch(tx, id, onOutcome);
    }

    /** The client has its outcome: forget the submission. One that still waits is left alone. */
    public void collect(Transaction tx, SubmissionId id) {
        outcomes.collect(tx, id);
    }

    /** How one partner's queue stands, once the transaction is over; without what is answered and not collected yet. */
    public void status(Transaction tx, RelayId partner, Consumer<QueueStatus> onStatus) {
        Head inRows = OutboxRows.head(tx, partner);
        tx.afterCommit(() -> {
            Head head = uncollected.without(partner, inRows);
            PartnerQueue queue = queue(partner);
            // Of a collect that failed and is on the disk all the same, memory does not know for some seconds.
            onStatus.accept(new QueueStatus(
                    Math.max(0, head.requests()), Math.max(0, head.bytes()), queue.inFlight(), queue.isUp()));
        });
    }

    /**
     * Forgets some of what waits for a relay that is no partner, so that its clients find it unknown and submit it anew.
     *
     * @return whether there may be more
     */
    public boolean forgetWaiting(Transaction tx, RelayId relay) {
        return outcomes.forgetWaiting(tx, relay);
    }

    /**
     * Ends some of what waits for a relay that will never be there again.
     *
     * @return whether there may be more
     */
    public boolean giveUp(Transaction tx, RelayId relay, FaultCode why, Instant now) {
        return outcomes.giveUp(tx, relay, new Outcome.Failed(FaultNumber.of(why)), now);
    }

    /** Requests and bytes that wait, requests sent and not answered, and whether there is a way to the partner. */
    public record QueueStatus(long requests, long bytes, int inFlight, boolean up) {}

    private void wantPumpIfBehind(RelayId partner, PartnerQueue queue) {
        if (queue.isBehind()) {
            listener.onPumpWanted(partner);
        }
    }

    private PartnerQueue queue(RelayId partner) {
        return queues.computeIfAbsent(partner, unused -> new PartnerQueue(uncollected));
    }
}
