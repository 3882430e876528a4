package org.waystation.relay.call;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.limits.Lane;

/**
 * How much each partner has asked of this relay lately, whichever link it came by. Alerts have a rate of their own: ordinary
 * requests use nothing of it up, and they use up nothing of theirs.
 *
 * <p><b>Fails open.</b> Nothing of it is stored. A partner of which nothing is known, as after a start of this relay, has a full
 * burst; more than that it cannot win, however often this relay starts. It guards the relay's time, not a secret, so that
 * it must never be what keeps a partner out. A mistake in here is one of ours like any other: it ends the link.
 *
 * <p>Safe for any thread. Bounded by the roster.
 */
public final class PartnerRates {
    private final PartnerLimits limits;
    private final Map<RelayId, Rate> rates = new HashMap<>();

    public PartnerRates(PartnerLimits limits) {
        this.limits = limits;
    }

    private static final class Rate {
        private final TokenBucket requests;
        private final TokenBucket bytes;
        private final TokenBucket alerts;

        Rate(PartnerLimits limits, Instant now) {
            requests = ordinary(limits.requestsPerSecond(), now);
            bytes = ordinary(limits.bytesPerSecond(), now);
            alerts = new TokenBucket(PartnerLimits.ALERTS_PER_SECOND, PartnerLimits.MOST_ALERTS_AT_ONCE, now);
        }

        private static TokenBucket ordinary(long perSecond, Instant now) {
            return new TokenBucket(perSecond, perSecond * (double) PartnerLimits.BURST_SECONDS, now);
        }
    }

    /**
     * Counts a request if it may be carried out now.
     *
     * @return how long the partner has to wait until this request alone would be let through; zero if it is now
     */
    synchronized Duration admit(RelayId partner, Lane lane, int requestBytes, Instant now) {
        Rate rate = rates.computeIfAbsent(partner, unused -> new Rate(limits, now));
        return lane == Lane.ALERT ? take(rate.alerts, 1, now) : takeBoth(rate, requestBytes, now);
    }

    private static Duration takeBoth(Rate rate, int requestBytes, Instant now) {
        Duration forBytes = rate.bytes.waitFor(requestBytes, now);
        Duration forRequests = rate.requests.waitFor(1, now);
        Duration wait = forBytes.compareTo(forRequests) > 0 ? forBytes : forRequests;
        if (wait.isZero()) {
            rate.bytes.take(requestBytes);
            rate.requests.take(1);
        }
        return wait;
    }

    private static Duration take(TokenBucket bucket, int wanted, Instant now) {
        Duration wait = bucket.waitFor(wanted, now);
        if (wait.isZero()) {
            bucket.take(wanted);
        }
        return wait;
    }

    /** Forgets relays that are no partners any more. */
    synchronized void retain(Set<RelayId> partners) {
        rates.keySet().retainAll(partners);
    }

    /** Partners of which something is known. */
    synchronized int known() {
        return rates.size();
    }
}
