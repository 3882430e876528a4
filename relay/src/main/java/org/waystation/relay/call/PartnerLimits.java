package org.waystation.relay.call;

import org.waystation.protocol.limits.SizeClass;

/**
 * How much one partner may ask of this relay, over all its links. A burst of {@link #BURST_SECONDS} of each is let through.
 *
 * @param requestsPerSecond sealed requests
 * @param bytesPerSecond of sealed requests
 */
public record PartnerLimits(long requestsPerSecond, long bytesPerSecond) {
    /**
     * More than twice what two relays of this program have been measured to carry between them, and what a wire of a gigabit
     * brings: a well-behaved partner does not meet it. Who has many partners, or a small machine, sets less.
     */
    public static final PartnerLimits DEFAULT = new PartnerLimits(20_000, 128L << 20);

    static final int BURST_SECONDS = 2;

    /** Alerts are few, and nothing else may use up what they need. */
    static final int ALERTS_PER_SECOND = 20;

    static final int MOST_ALERTS_AT_ONCE = 200;

    public PartnerLimits {
        if (requestsPerSecond < 1 || bytesPerSecond < SizeClass.HUGE.requestBytes()) {
            throw new IllegalArgumentException(
                    "a partner may bring at least one request of the largest class a second");
        }
    }
}
