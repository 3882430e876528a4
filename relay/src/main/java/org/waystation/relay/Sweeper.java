package org.waystation.relay;

import java.time.Instant;
import java.util.function.Supplier;
import org.waystation.federation.outbox.Outbox;
import org.waystation.federation.roster.Partner;
import org.waystation.federation.roster.Roster;
import org.waystation.federation.roster.Standing;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.id.RelayId;
import org.waystation.relay.mailbox.Deliveries;
import org.waystation.relay.mailbox.Mailboxes;
import org.waystation.relay.metrics.RelayMetrics;
import org.waystation.relay.turn.StoreQueue;
import org.waystation.relay.turn.StoreTask;

/** Ends what has waited in vain, some in each turn, so that nobody waits for all of it. Any thread; works on the store's. */
final class Sweeper {
    /** A sweep takes some hundreds of rows: enough for more than anybody can bring in a second. */
    private static final int SWEEPS_EACH_TICK = 64;

    private final StoreQueue store;
    private final Mailboxes mailboxes;
    private final Deliveries deliveries;
    private final Outbox outbox;
    private final Supplier<Roster> roster;
    private final RelayMetrics metrics;

    Sweeper(
            StoreQueue store,
            Mailboxes mailboxes,
            Deliveries deliveries,
            Outbox outbox,
            Supplier<Roster> roster,
            RelayMetrics metrics) {
        this.store = store;
        this.mailboxes = mailboxes;
        this.deliveries = deliveries;
        this.outbox = outbox;
        this.roster = roster;
        this.metrics = metrics;
    }

    /** What an earlier version of this program let wait for this relay itself; nothing does any more. */
    void forgetWaitingFor(RelayId self) {
        store.submitOwn(new StoreTask() {
            @Override
            public void run(Transaction tx, Instant now) {
                if (outbox.forgetWaiting(tx, self)) {
                    tx.afterCommit(() -> forgetWaitingFor(self));
                }
            }

            @Override
            public void onFailure(FaultCode code) {
                // The next start tries again; nothing of it is lost.
            }
        });
    }

    /** Expires what is due, and gives up what waits for relays that have closed for good. */
    void onTick() {
        sweep(SWEEPS_EACH_TICK, this::expireMailboxes);
        sweep(SWEEPS_EACH_TICK, this::giveUpOnRetired);
        sweep(SWEEPS_EACH_TICK, outbox::onTick);
    }

    /** A part of the sweep, in a task of its own: a row that cannot be read in one does not keep the others. */
    @FunctionalInterface
    private interface Part {
        /** Whether more is due than one transaction should hold. */
        boolean sweep(Transaction tx, Instant now);
    }

    private void sweep(int left, Part part) {
        store.submitOwn(new StoreTask() {
            @Override
            public void run(Transaction tx, Instant now) {
                boolean more = part.sweep(tx, now);
                tx.afterCommit(() -> {
                    if (more && left > 1) {
                        sweep(left - 1, part);
                    }
                });
            }

            @Override
            public void onFailure(FaultCode code) {
                // The next tick tries again.
            }
        });
    }

    private boolean expireMailboxes(Transaction tx, Instant now) {
        Mailboxes.Swept swept = mailboxes.onTick(tx, now, deliveries::onExpiring);
        tx.afterCommit(() -> metrics.onExpired(swept.envelopes()));
        return swept.more();
    }

    private boolean giveUpOnRetired(Transaction tx, Instant now) {
        boolean more = false;
        for (Partner partner : roster.get().partners()) {
            // What is for a partner that is held waits: its last words may be somebody else's.
            if (partner.standing() == Standing.ACTIVE && partner.card().isGoneAt(now)) {
                more |= outbox.giveUp(tx, partner.id(), FaultCode.RELAY_RETIRED, now);
            }
        }
        return more;
    }
}
