package org.waystation.relay;

import org.waystation.federation.outbox.OutboxLimits;
import org.waystation.relay.call.PartnerLimits;
import org.waystation.relay.mailbox.MailboxLimits;

/**
 * Bounds of a relay; with the number of members they bound its disk.
 *
 * @param maxMailboxesPerMember mailboxes that one member may create
 * @param minFreeDiskBytes with less room than this on its disk the relay takes nothing new
 * @param maxConnections clients and partners connected at a time
 * @param partner what one partner may ask in a second
 */
public record RelayLimits(
        MailboxLimits mailbox,
        OutboxLimits outbox,
        long maxMailboxesPerMember,
        long minFreeDiskBytes,
        int maxConnections,
        PartnerLimits partner) {
    public static final RelayLimits DEFAULT =
            new RelayLimits(MailboxLimits.DEFAULT, OutboxLimits.DEFAULT, 1_000, 512L << 20, 20_000);

    /** With the usual limits for partners. */
    public RelayLimits(
            MailboxLimits mailbox,
            OutboxLimits outbox,
            long maxMailboxesPerMember,
            long minFreeDiskBytes,
            int maxConnections) {
        this(mailbox, outbox, maxMailboxesPerMember, minFreeDiskBytes, maxConnections, PartnerLimits.DEFAULT);
    }

    public RelayLimits {
        if (maxMailboxesPerMember < 1 || minFreeDiskBytes < 0 || maxConnections < 1) {
            throw new IllegalArgumentException("every bound of a relay is positive");
        }
    }
}
