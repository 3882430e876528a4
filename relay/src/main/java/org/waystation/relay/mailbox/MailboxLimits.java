package org.waystation.relay.mailbox;

import java.time.Duration;

/**
 * Bounds of each mailbox.
 *
 * @param maxEnvelopes envelopes waiting in one mailbox
 * @param maxBytes bytes of content waiting in one mailbox
 * @param maxLifetime the longest that an envelope may wait
 * @param maxOneTimePrekeys one-time prekeys in stock, of each kind
 */
public record MailboxLimits(long maxEnvelopes, long maxBytes, Duration maxLifetime, int maxOneTimePrekeys) {
    public static final MailboxLimits DEFAULT = new MailboxLimits(10_000, 64L << 20, Duration.ofDays(21), 100);

    public MailboxLimits {
        if (maxEnvelopes < 1 || maxBytes < 1 || maxOneTimePrekeys < 1 || maxLifetime.isNegative()) {
            throw new IllegalArgumentException("every bound of a mailbox is positive");
        }
    }
}
