package org.waystation.relay;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.waystation.federation.link.Dialler;
import org.waystation.federation.outbox.Outbox;
import org.waystation.federation.outbox.Outcome;
import org.waystation.federation.roster.Roster;
import org.waystation.federation.store.Table;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SealingKey;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SubmissionId;
import org.waystation.relay.admission.Members;
import org.waystation.relay.admission.Vouchers;
import org.waystation.relay.call.CallDesk;
import org.waystation.relay.call.PartnerDesk;
import org.waystation.relay.call.PartnerRates;
import org.waystation.relay.call.RequestOpener;
import org.waystation.relay.home.RelaySecrets;
import org.waystation.relay.mailbox.Deliveries;
import org.waystation.relay.mailbox.FrontDoors;
import org.waystation.relay.mailbox.Mailboxes;
import org.waystation.relay.metrics.RelayMetrics;
import org.waystation.relay.ping.PingDesk;
import org.waystation.relay.session.ClientPort;
import org.waystation.relay.session.ClientSession;
import org.waystation.relay.session.MemberLines;
import org.waystation.relay.session.OutcomeWatchers;
import org.waystation.relay.session.SessionDesk;
import org.waystation.relay.turn.OwnEvent;
import org.waystation.relay.turn.StoreQueue;
import org.waystation.relay.turn.StoreTask;

/**
 * Everything in a relay that decides, wired together, without a socket, a file or a thread of its own: the same parts run
 * in the server and under simulated time.
 */
public final class RelayCore {
    /** Of requests for this relay itself that wait to be opened, carried out and synced; more are refused. */
    static final int OWN_REQUESTS_KIB = 64 << 10;

    private final StoreQueue store;
    private final Mailboxes mailboxes;
    private final Members members;
    private final Deliveries deliveries;
    private final Outbox outbox;
    private final LinkDesk links;
    private final SessionDesk sessions;
    private final OutcomeWatchers watchers;
    private final PingDesk pings;
    private final RelayMetrics metrics;
    private final Entropy entropy;
    private final RequestOpener opener;
    private final Sweeper sweeper;
    private final AtomicBoolean tickWaits = new AtomicBoolean();

    /**
     * What the core is given by its surroundings.
     *
     * @param workers runs what costs time and touches nothing: opening sealed requests
     * @param tlsPin pin of this relay's TLS key
     * @param dial asks for a connection to a partner
     */
    public record Surroundings(
            StoreQueue store,
            Executor workers,
            Entropy entropy,
            InstantSource clock,
            RelaySecrets secrets,
            Bytes tlsPin,
            Function<Bytes, Optional<SealingKey>> routingKeys,
            LinkDesk.Cards cards,
            Supplier<Roster> roster,
            BooleanSupplier acceptsWrites,
            LinkDesk.DialPort dial,
            RelayMetrics metrics) {}

    public RelayCore(Surroundings around, RelayLimits limits) {
        store = around.store();
        metrics = around.metrics();
        entropy = around.entropy();
        RelayId self = around.secrets().relay();
        watchers = new OutcomeWatchers();
        mailboxes = new Mailboxes(around.secrets().rowSecret(), limits.mailbox());
        members = new Members(
                around.secrets().rowSecret(),
                new Vouchers(around.secrets().voucherKey()),
                limits.maxMailboxesPerMember());
        deliveries = new Deliveries(mailboxes, this::wantCatchUp);
        outbox = new Outbox(
                limits.outbox(), (relay, at) -> around.roster().get().refusalAt(relay, at), new OutboxListener());
        sweeper = new Sweeper(store, mailboxes, deliveries, outbox, around.roster(), metrics);
        opener = new RequestOpener(self, around.routingKeys(), entropy);
        CallDesk calls = new CallDesk(
                opener,
                around.workers(),
                store,
                mailboxes,
                deliveries,
                around.acceptsWrites(),
                entropy,
                metrics,
                around.clock());
        PartnerDesk partners = new PartnerDesk(calls, new PartnerRates(limits.partner()), metrics, around.clock());
        links = new LinkDesk(
                store, outbox, partners, around.roster(), around.cards(), around.dial(), entropy, around.clock());
        sessions = new SessionDesk(
                store,
                members,
                mailboxes,
                new FrontDoors(mailboxes),
                deliveries,
                outbox,
                calls,
                new Semaphore(OWN_REQUESTS_KIB),
                watchers,
                new MemberLines(),
                around.cards()::card,
                around.roster(),
                around.tlsPin(),
                around.acceptsWrites(),
                metrics);
        pings = new PingDesk(new PingDesk.Parts(
                store,
                outbox,
                watchers,
                links::state,
                around.roster(),
                around.acceptsWrites(),
                entropy,
                around.clock(),
                metrics::onSubmitted));
        store.whenInDoubt(this::onDoubt);
        sweeper.forgetWaitingFor(self);
    }

    /** Memory may be behind the rows now: everything that follows from rows alone is read from them again. */
    private void onDoubt() {
        outbox.onDoubt();
        deliveries.onDoubt();
        watchers.onDoubt();
    }

    /** Every table of a relay's store. */
    public static List<Table> tables() {
        return Stream.of(Mailboxes.tables(), Members.tables(), Outbox.tables(), Dialler.tables())
                .flatMap(List::stream)
                .toList();
    }

    /** A client has connected. */
    public ClientSession newSession(ClientPort port) {
        metrics.onConnection();
        return new ClientSession(sessions, port, entropy);
    }

    public LinkDesk links() {
        return links;
    }

    public Outbox outbox() {
        return outbox;
    }

    /** Asks whether the way to a partner and back works. */
    public PingDesk pings() {
        return pings;
    }

    /** Time passes; to be called about every second. While the disk does not answer, ticks do not pile up. */
    public void onTick() {
        if (tickWaits.getAndSet(true)) {
            return;
        }
        store.submitOwn(new StoreTask() {
            @Override
            public void run(Transaction tx, Instant now) {
                tickWaits.set(false);
                members.onTick(tx, now);
                watchers.onTick(tx, outbox);
                links.sync(tx);
                tx.afterCommit(() -> {
                    opener.onTick(now);
                    deliveries.onTick();
                    links.onTick(now);
                });
            }

            @Override
            public void onFailure(FaultCode code) {
                // The next tick tries again, also if the store could not even begin.
                tickWaits.set(false);
            }
        });
        sweeper.onTick();
    }

    /** Mailboxes that are attached now; on the store's thread. */
    public int attached() {
        return deliveries.attached();
    }

    private void wantCatchUp(MailboxId mailbox) {
        store.submitOwn(new StoreTask() {
            @Override
            public void run(Transaction tx, Instant now) {
                deliveries.catchUp(tx, mailbox);
            }

            @Override
            public void onFailure(FaultCode code) {
                deliveries.onCatchUpFailed(mailbox);
            }
        });
    }

    private final class OutboxListener implements Outbox.Listener {
        @Override
        public boolean isAwaited(SubmissionId submission) {
            return watchers.isWatched(submission);
        }

        @Override
        public void onOutcome(SubmissionId submission, Outcome outcome) {
            metrics.onOutcome(outcome instanceof Outcome.Answered);
            watchers.onOutcome(submission, outcome);
        }

        @Override
        public void onPumpWanted(RelayId partner) {
            store.submitOwn(new StoreTask() {
                @Override
                public void run(Transaction tx, Instant now) {
                    outbox.pump(tx, partner, now);
                }

                @Override
                public void onFailure(FaultCode code) {
                    store.submitOwn(new OwnEvent(() -> outbox.onPumpFailed(partner)));
                }
            });
        }
    }
}
