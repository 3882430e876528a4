package org.waystation.relay.call;

import java.time.Duration;
import java.time.Instant;

/**
 * So much in a second, and a burst: tokens that come at an even rate up to a most, of which whatever is done takes some.
 *
 * <p>Full at first. A clock that is set back adds nothing until it goes on; one that is set forward fills the bucket once.
 *
 * <p>Confined to one thread.
 */
final class TokenBucket {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final Duration LONGEST_STEP = Duration.ofHours(1);

    private final double perSecond;
    private final double most;
    private double tokens;
    private Instant filledAt;

    /**
     * @param perSecond greater than 0
     * @param most tokens of a full bucket, at least what the largest thing takes
     */
    TokenBucket(double perSecond, double most, Instant now) {
        this.perSecond = perSecond;
        this.most = most;
        this.tokens = most;
        this.filledAt = now;
    }

    /** How long until so many tokens are there; zero if they are. */
    Duration waitFor(double wanted, Instant now) {
        fill(now);
        double missing = Math.min(wanted, most) - tokens;
        return missing <= 0
                ? Duration.ZERO
                : Duration.ofNanos((long) Math.ceil(missing / perSecond * NANOS_PER_SECOND));
    }

    /** Takes tokens that are there. */
    void take(double wanted) {
        tokens -= Math.min(wanted, most);
    }

    private void fill(Instant now) {
        Duration passed = Duration.between(filledAt, now);
        filledAt = now;
        if (!passed.isNegative()) {
            Duration step = passed.compareTo(LONGEST_STEP) < 0 ? passed : LONGEST_STEP;
            tokens = Math.min(most, tokens + step.toNanos() / NANOS_PER_SECOND * perSecond);
        }
    }
}
