package org.waystation.relay.session;

import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.waystation.federation.outbox.Outbox;
import org.waystation.federation.roster.Roster;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.id.Bytes;
import org.waystation.relay.admission.Members;
import org.waystation.relay.call.CallDesk;
import org.waystation.relay.mailbox.Deliveries;
import org.waystation.relay.mailbox.FrontDoors;
import org.waystation.relay.mailbox.Mailboxes;
import org.waystation.relay.metrics.RelayMetrics;
import org.waystation.relay.turn.StoreQueue;

/**
 * What every session works with; one for the whole relay.
 *
 * @param tlsPin pin of this relay's TLS key, 32 bytes
 * @param ownRequests KiB of requests for this relay itself that may be under way, over all connections
 * @param acceptsWrites whether there is room on the disk for anything new
 */
public record SessionDesk(
        StoreQueue store,
        Members members,
        Mailboxes mailboxes,
        FrontDoors frontDoors,
        Deliveries deliveries,
        Outbox outbox,
        CallDesk calls,
        Semaphore ownRequests,
        OutcomeWatchers watchers,
        MemberLines lines,
        Supplier<SignedCard> ownCard,
        Supplier<Roster> roster,
        Bytes tlsPin,
        BooleanSupplier acceptsWrites,
        RelayMetrics metrics) {}
