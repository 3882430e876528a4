package org.waystation.federation.outbox;

import java.time.Duration;

/**
 * Bounds of the outbox, per partner.
 *
 * @param maxRequests requests waiting for one partner
 * @param maxBytes bytes of requests waiting for one partner
 * @param maxLifetime the longest that a request may wait
 * @param keepOutcome how long an outcome waits for its client
 */
public record OutboxLimits(long maxRequests, long maxBytes, Duration maxLifetime, Duration keepOutcome) {
    public static final OutboxLimits DEFAULT =
            new OutboxLimits(100_000, 256L << 20, Duration.ofDays(21), Duration.ofDays(14));

    /** One part in so many of each bound is kept free for alerts. */
    private static final int ALERTS_PART = 20;

    /** How much of {@link #maxRequests} requests other than alerts may take up. */
    long ordinaryRequests() {
        return maxRequests - maxRequests / ALERTS_PART;
    }

    /** How much of {@link #maxBytes} requests other than alerts may take up. */
    public long ordinaryBytes() {
        return maxBytes - maxBytes / ALERTS_PART;
    }

    public OutboxLimits {
        if (maxRequests < 1 || maxBytes < 1 || maxLifetime.isNegative() || keepOutcome.isNegative()) {
            throw new IllegalArgumentException("every bound of the outbox is positive");
        }
    }
}
