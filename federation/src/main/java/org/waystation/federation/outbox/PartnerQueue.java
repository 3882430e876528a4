package org.waystation.federation.outbox;

import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.waystation.federation.outbox.OutboxRows.Place;
import org.waystation.federation.outbox.OutboxRows.Waiting;
import org.waystation.protocol.limits.Lane;

/**
 * What memory knows of one partner's queue: the way to the partner, what is in flight on it, and up to where each lane has
 * been sent. All of it may be forgotten at any time; the rows are the truth.
 *
 * <pre>
 *   DOWN ──onCarrierUp──▶ UP ──onTemporary──▶ PAUSED ──time passes, nothing in flight──▶ UP
 *    ▲                    │ onCarrierDown        │
 *    └────────────────────┴──────────────────────┘
 * </pre>
 *
 * Confined to the store's thread. Bounded by the carrier's window, and by {@link #MAX_IN_FLIGHT} whatever window the other
 * end claims.
 */
final class PartnerQueue {
    /** Requests in flight to one partner, all of them in memory. */
    static final int MAX_IN_FLIGHT = 256;

    private final Map<Long, Waiting> inFlight = new HashMap<>();
    private final FairShares shares = new FairShares();
    private final Uncollected uncollected;
    private final Set<Place> placesInFlight = new HashSet<>();
    private final Map<Lane, Long> sentThrough = new EnumMap<>(Lane.class);
    private final Set<Lane> behind = EnumSet.allOf(Lane.class);
    private @Nullable Carrier carrier;
    private Instant pausedUntil = Instant.MIN;
    private long nextCorrelation = 1;
    private boolean draining;
    private boolean pumping;
    private long steps;

    /** @param uncollected requests that are over, although the rows still have them */
    PartnerQueue(Uncollected uncollected) {
        this.uncollected = uncollected;
    }

    /** Who has added how much while the queue was crowded. */
    FairShares shares() {
        return shares;
    }

    void onCarrierUp(Carrier newCarrier) {
        forgetWhatWasSent();
        carrier = newCarrier;
        pausedUntil = Instant.MIN;
    }

    /** Whether it was the carrier in use. */
    boolean onCarrierDown(Carrier gone) {
        if (carrier != gone) {
            return false;
        }
        carrier = null;
        forgetWhatWasSent();
        return true;
    }

    private void forgetWhatWasSent() {
        inFlight.clear();
        placesInFlight.clear();
        sentThrough.clear();
        behind.addAll(EnumSet.allOf(Lane.class));
        draining = false;
        steps++;
    }

    /** There may be rows that memory has not heard of: a scan has to find them before anything stored later goes. */
    void onDoubt() {
        behind.addAll(EnumSet.allOf(Lane.class));
        steps++;
    }

    /**
     * How often the queue has gone back to send something again. A scan that was made before such a step says nothing
     * about what is left to send after it.
     */
    long stepsBack() {
        return steps;
    }

    boolean isUp() {
        return carrier != null;
    }

    boolean uses(Carrier other) {
        return carrier == other;
    }

    int inFlight() {
        return inFlight.size();
    }

    /**
     * Requests that may be sent now. None before everything that was in flight when one was refused has been answered: of
     * those, some may have been refused too, and nothing may overtake them.
     */
    int room(Instant now) {
        if (carrier == null || Backoff.isPutOff(pausedUntil, now) || (draining && !inFlight.isEmpty())) {
            return 0;
        }
        return Math.min(carrier.window(), MAX_IN_FLIGHT) - inFlight.size();
    }

    boolean isBehind() {
        return !behind.isEmpty();
    }

    /** A scan has reached the end of the lane. */
    void caughtUp(Lane lane) {
        behind.remove(lane);
    }

    long sentThrough(Lane lane) {
        return sentThrough.getOrDefault(lane, 0L);
    }

    /** Whether a row needs no sending: it is on its way, or has been answered. */
    boolean isTaken(Place place) {
        return placesInFlight.contains(place) || uncollected.find(place).isPresent();
    }

    /** Sends a row if there is room, else remembers that the lane has unsent rows. */
    void offer(Waiting row, Instant now) {
        Place place = row.place();
        if (isTaken(place) || place.sequence() <= sentThrough(place.lane())) {
            return;
        }
        if (carrier == null || room(now) <= 0) {
            behind.add(place.lane());
            return;
        }
        draining = false;
        long correlation = nextCorrelation++;
        inFlight.put(correlation, row);
        placesInFlight.add(place);
        sentThrough.put(place.lane(), place.sequence());
        carrier.forward(correlation, place.lane(), row.request());
    }

    /** A row was stored: it goes at once, unless rows of its lane or of a more urgent one have not gone yet. */
    void onStored(Waiting row, Instant now) {
        Lane lane = row.place().lane();
        if (behind.stream().anyMatch(each -> each.compareTo(lane) <= 0)) {
            behind.add(lane);
        } else {
            offer(row, now);
        }
    }

    Optional<Waiting> find(long correlation) {
        return Optional.ofNullable(inFlight.get(correlation));
    }

    /** The request under this correlation is over. */
    void settle(long correlation) {
        Waiting row = inFlight.remove(correlation);
        if (row != null) {
            placesInFlight.remove(row.place());
        }
    }

    /** The request under this correlation is to be sent again, and nothing that came after it before then. */
    void postpone(long correlation, Instant until, Instant now) {
        Waiting row = inFlight.get(correlation);
        if (row == null) {
            return;
        }
        settle(correlation);
        Lane lane = row.place().lane();
        sentThrough.merge(lane, row.place().sequence() - 1, Math::min);
        behind.add(lane);
        draining = true;
        steps++;
        // Nothing is put off any more by a pause that was set while the clock was wrong, however far away its end is.
        if (until.isAfter(pausedUntil) || !Backoff.isPutOff(pausedUntil, now)) {
            pausedUntil = until;
        }
    }

    /** Claims the right to pump: one scan of a partner's rows at a time. */
    boolean startPumping() {
        boolean free = !pumping;
        pumping = true;
        return free;
    }

    void stopPumping() {
        pumping = false;
    }
}
