package org.waystation.ops.config;

import java.time.Duration;
import org.waystation.federation.outbox.OutboxLimits;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.limits.SizeClass;
import org.waystation.relay.RelayLimits;
import org.waystation.relay.call.PartnerLimits;
import org.waystation.relay.mailbox.MailboxLimits;

/** How much the relay holds, so that the disk it can ever use is bounded. */
public record LimitsConfig(
        long maxMailboxEnvelopes,
        long maxMailboxBytes,
        long maxMemberMailboxes,
        long maxOutboxRequests,
        long maxOutboxBytes,
        Duration messageLifetime,
        long minFreeDiskBytes,
        int maxConnections,
        long maxPartnerRequestsPerSecond,
        long maxPartnerBytesPerSecond) {

    // Before DEFAULT, which is checked against them.
    private static final int MOST = 100_000_000;
    private static final Duration SHORTEST_LIFETIME = Duration.ofHours(1);

    public static final LimitsConfig DEFAULT = of(RelayLimits.DEFAULT);

    public LimitsConfig {
        between("limits.max_mailbox_envelopes", maxMailboxEnvelopes, 1, MOST);
        // A mailbox or an outbox that holds not even one message of the largest class would refuse it for ever.
        atLeast("limits.max_mailbox_bytes", maxMailboxBytes, SizeClass.HUGE.envelopeBytes());
        between("limits.max_member_mailboxes", maxMemberMailboxes, 2, MOST);
        between("limits.max_outbox_requests", maxOutboxRequests, 1, MOST);
        // Part of it is kept free for alerts.
        atLeast("limits.max_outbox_bytes", maxOutboxBytes, 2L * SizeClass.HUGE.requestBytes());
        if (messageLifetime.compareTo(SHORTEST_LIFETIME) < 0 || messageLifetime.compareTo(Limits.MAX_LIFETIME) > 0) {
            throw new ConfigProblem("limits.message_lifetime is \"" + Quantity.ofDuration(messageLifetime)
                    + "\"; it must be from \"" + Quantity.ofDuration(SHORTEST_LIFETIME) + "\" to \""
                    + Quantity.ofDuration(Limits.MAX_LIFETIME) + "\"");
        }
        atLeast("limits.min_free_disk_bytes", minFreeDiskBytes, 1L << 20);
        between("limits.max_connections", maxConnections, 2, MOST);
        between("limits.max_partner_requests_per_second", maxPartnerRequestsPerSecond, 1, MOST);
        atLeast("limits.max_partner_bytes_per_second", maxPartnerBytesPerSecond, SizeClass.HUGE.requestBytes());
    }

    private static void between(String key, long value, int least, int most) {
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

    /** What an operator can set of the relay's limits. */
    private static LimitsConfig of(RelayLimits limits) {
        return new LimitsConfig(
                limits.mailbox().maxEnvelopes(),
                limits.mailbox().maxBytes(),
                limits.maxMailboxesPerMember(),
                limits.outbox().maxRequests(),
                limits.outbox().maxBytes(),
                limits.mailbox().maxLifetime(),
                limits.minFreeDiskBytes(),
                limits.maxConnections(),
                limits.partner().requestsPerSecond(),
                limits.partner().bytesPerSecond());
    }

    /** The relay's limits; what an operator cannot set is as usual. */
    public RelayLimits toRelayLimits() {
        RelayLimits usual = RelayLimits.DEFAULT;
        return new RelayLimits(
                new MailboxLimits(
                        maxMailboxEnvelopes,
                        maxMailboxBytes,
                        messageLifetime,
                        usual.mailbox().maxOneTimePrekeys()),
                new OutboxLimits(
                        maxOutboxRequests,
                        maxOutboxBytes,
                        messageLifetime,
                        usual.outbox().keepOutcome()),
                maxMemberMailboxes,
                minFreeDiskBytes,
                maxConnections,
                new PartnerLimits(maxPartnerRequestsPerSecond, maxPartnerBytesPerSecond));
    }
}
