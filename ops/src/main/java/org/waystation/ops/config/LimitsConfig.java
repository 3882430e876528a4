package org.waystation.ops.config;

import java.time.Duration;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.limits.SizeClass;

/** How much the relay holds, so that the disk it can ever use is bounded. */
public record LimitsConfig(
        int maxMailboxEnvelopes,
        long maxMailboxBytes,
        int maxMemberMailboxes,
        int maxOutboxRequests,
        long maxOutboxBytes,
        Duration messageLifetime,
        long minFreeDiskBytes) {

    // Before DEFAULT, which is checked against them.
    private static final int MOST = 100_000_000;
    private static final Duration SHORTEST_LIFETIME = Duration.ofHours(1);

    public static final LimitsConfig DEFAULT =
            new LimitsConfig(2_000, 32L << 20, 500, 50_000, 1L << 30, Duration.ofDays(14), 512L << 20);

    public LimitsConfig {
        between("limits.max_mailbox_envelopes", maxMailboxEnvelopes, 1, MOST);
        // A mailbox or an outbox that holds not even one message of the largest class would refuse it for ever.
        atLeast("limits.max_mailbox_bytes", maxMailboxBytes, SizeClass.HUGE.envelopeBytes());
        between("limits.max_member_mailboxes", maxMemberMailboxes, 2, MOST);
        between("limits.max_outbox_requests", maxOutboxRequests, 1, MOST);
        atLeast("limits.max_outbox_bytes", maxOutboxBytes, SizeClass.HUGE.requestBytes());
        if (messageLifetime.compareTo(SHORTEST_LIFETIME) < 0 || messageLifetime.compareTo(Limits.MAX_LIFETIME) > 0) {
            throw new ConfigProblem("limits.message_lifetime is \"" + Quantity.ofDuration(messageLifetime)
                    + "\"; it must be from \"" + Quantity.ofDuration(SHORTEST_LIFETIME) + "\" to \""
                    + Quantity.ofDuration(Limits.MAX_LIFETIME) + "\"");
        }
        atLeast("limits.min_free_disk_bytes", minFreeDiskBytes, 1L << 20);
    }

    private static void between(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ConfigProblem(key + " is " + value + "; it must be from " + least + " to " + most);
        }
    }

    private static void atLeast(String key, long bytes, long least) {
        if (bytes < least) {
            throw new ConfigProblem(key + " is \"" + Quantity.ofBytes(bytes) + "\"; it must be at least \""
                    + Quantity.ofBytes(least) + "\"");
        }
    }
}
