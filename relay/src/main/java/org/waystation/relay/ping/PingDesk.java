package org.waystation.relay.ping;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.waystation.federation.outbox.Outbox;
import org.waystation.federation.roster.Partner;
import org.waystation.federation.roster.Roster;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.card.Fingerprint;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.id.MemberKey;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SubmissionId;
import org.waystation.relay.session.OutcomeWatchers;
import org.waystation.relay.turn.OwnEvent;
import org.waystation.relay.turn.StoreQueue;
import org.waystation.relay.turn.StoreTask;

/**
 * Sends canaries to partners and waits for what comes back.
 *
 * <pre>
 * seal ─▶ outbox (durable) ─▶ link ─▶ the partner answers ─▶ outcome collected ─▶ report
 *            │ refused                    │ not in time: the outbox expires it ─────▲
 *            └──────────────────────────────────────────────────────────────────────┘
 * </pre>
 *
 * Leaves nothing behind, unless the relay dies on the way: then an outcome that nobody collects, until the outbox forgets it.
 *
 * <p>Safe for any thread. At most {@link #MAX_IN_FLIGHT} at a time.
 */
public final class PingDesk {
    /** Pings have the share of one member in a crowded queue. */
    private static final MemberKey NO_MEMBER = MemberKey.of(new byte[MemberKey.LENGTH_BYTES]);

    /** A ping that waits holds a thread of the admin listener, which has more to do. */
    public static final int MAX_IN_FLIGHT = 2;

    /** The outbox's patience and time for it to notice. Without an answer after that, the store's thread stands still. */
    private static final Duration STUCK_AFTER = Canary.PATIENCE.plusSeconds(10);

    private final Parts parts;
    private final Semaphore room = new Semaphore(MAX_IN_FLIGHT);

    /**
     * What the desk needs of the relay.
     *
     * @param links how the link to a partner is; on the store's thread
     * @param acceptsWrites whether there is room on the disk for anything new
     * @param onSubmitted counts a submission
     */
    public record Parts(
            StoreQueue store,
            Outbox outbox,
            OutcomeWatchers watchers,
            Function<RelayId, LinkState> links,
            Supplier<Roster> roster,
            BooleanSupplier acceptsWrites,
            Entropy entropy,
            InstantSource clock,
            Runnable onSubmitted) {}

    public PingDesk(Parts parts) {
        this.parts = parts;
    }

    /** Pings the partner of this name or fingerprint, and waits for the report. */
    public PingReport await(String partner) {
        return ping(partner)
                .completeOnTimeout(PingReport.of(partner, PingEnd.STUCK), STUCK_AFTER.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /** Pings the partner of this name or fingerprint. */
    CompletableFuture<PingReport> ping(String who) {
        List<Partner> meant = parts.roster().get().meant(who);
        if (meant.size() != 1) {
            PingEnd end = meant.isEmpty() ? PingEnd.UNKNOWN_PARTNER : PingEnd.AMBIGUOUS;
            return CompletableFuture.completedFuture(PingReport.of(who, end));
        }
        Partner partner = meant.get(0);
        Instant now = parts.clock().instant();
        Optional<FaultCode> objection = partner.objectionAt(now);
        if (objection.isPresent()) {
            PingReport held = PingReport.of(partner, PingEnd.NOT_TAKEN).withFault(FaultNumber.of(objection.get()));
            return CompletableFuture.completedFuture(held);
        }
        Optional<Canary> canary = Canary.seal(partner.card(), now, parts.entropy());
        if (canary.isEmpty()) {
            return CompletableFuture.completedFuture(PingReport.of(partner, PingEnd.NO_ROUTING_KEY));
        }
        if (!room.tryAcquire()) {
            return CompletableFuture.completedFuture(PingReport.of(partner, PingEnd.TOO_MANY));
        }
        Flight flight = new Flight(partner, canary.get(), now, this::onOutcome);
        CompletableFuture<PingReport> report = flight.report.whenComplete((any, bug) -> room.release());
        parts.store().submit(new Departure(flight));
        return report;
    }

    /** On the store's thread. */
    private void onOutcome(Flight flight, FromRelay.OutcomeReady outcome) {
        Canary.Reading reading = flight.canary.read(outcome);
        parts.watchers().onGone(flight);
        PingReport report = report(flight, reading);
        parts.store().submitOwn(new Collection(flight.canary.submission().id(), () -> flight.report.complete(report)));
    }

    /** On the store's thread. */
    private PingReport report(Flight flight, Canary.Reading reading) {
        LinkState link = parts.links().apply(flight.partner.id());
        boolean isPutOff = reading.end() == PingEnd.NO_ANSWER && link.linked();
        return new PingReport(
                flight.partner.card().name(),
                Fingerprint.of(flight.partner.id()),
                reading.end(),
                isPutOff ? link.putOff() : reading.fault(),
                reading.end() == PingEnd.WELL
                        ? Duration.between(flight.departed, parts.clock().instant())
                        : Duration.ZERO,
                link,
                flight.waitingBefore);
    }

    /** Puts a canary into the outbox. */
    private final class Departure implements StoreTask {
        private final Flight flight;

        Departure(Flight flight) {
            this.flight = flight;
        }

        @Override
        public void run(Transaction tx, Instant now) {
            Outbox outbox = parts.outbox();
            outbox.status(tx, flight.partner.id(), queue -> flight.waitingBefore = queue.requests());
            Optional<FaultCode> refusal = parts.acceptsWrites().getAsBoolean()
                    ? outbox.submit(tx, flight.canary.submission(), NO_MEMBER, now)
                    : Optional.of(FaultCode.STORE_UNAVAILABLE);
            if (refusal.isPresent()) {
                tx.afterCommit(() -> flight.report.complete(report(flight, notTaken(refusal.get()))));
            } else {
                parts.watchers().watch(flight.canary.submission().id(), flight);
                tx.afterCommit(parts.onSubmitted());
            }
        }

        @Override
        public void onFailure(FaultCode code) {
            parts.store().submitOwn(new OwnEvent(() -> parts.watchers().onGone(flight)));
            PingReport known = PingReport.of(flight.partner, PingEnd.NOT_TAKEN);
            flight.report.complete(known.withFault(FaultNumber.of(code)));
        }

        private Canary.Reading notTaken(FaultCode code) {
            return new Canary.Reading(PingEnd.NOT_TAKEN, Optional.of(FaultNumber.of(code)));
        }
    }

    /** Has the outbox forget an outcome. What could not be collected is forgotten later. */
    private final class Collection implements StoreTask {
        private final SubmissionId submission;
        private final Runnable then;

        Collection(SubmissionId submission, Runnable then) {
            this.submission = submission;
            this.then = then;
        }

        @Override
        public void run(Transaction tx, Instant now) {
            parts.outbox().collect(tx, submission);
            tx.afterCommit(then);
        }

        @Override
        public void onFailure(FaultCode code) {
            then.run();
        }
    }
}
