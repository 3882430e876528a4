package org.waystation.relay;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.waystation.federation.link.Dialler;
import org.waystation.federation.link.LinkSession;
import org.waystation.federation.link.LinkTable;
import org.waystation.federation.outbox.Carrier;
import org.waystation.federation.outbox.Outbox;
import org.waystation.federation.roster.Partner;
import org.waystation.federation.roster.Roster;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.card.CardRefused;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.frame.LinkMessage;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.RelayId;
import org.waystation.relay.call.CallDesk;
import org.waystation.relay.call.CallLine;
import org.waystation.relay.ping.LinkState;
import org.waystation.relay.turn.OwnEvent;
import org.waystation.relay.turn.StoreQueue;
import org.waystation.relay.turn.StoreTask;

/**
 * Joins links to the outbox on one side and to the call desk on the other.
 *
 * <p>What links report is put in order on the store's thread, where the link table and the dialler live.
 */
public final class LinkDesk {
    /** Requests that this relay takes from a partner before it has answered one. */
    public static final int WINDOW = 128;

    private final StoreQueue store;
    private final Outbox outbox;
    private final CallDesk calls;
    private final Supplier<Roster> roster;
    private final Cards cards;
    private final DialPort dial;
    private final LinkTable table = new LinkTable();
    private final Dialler dialler;
    private final InstantSource clock;

    /** Of each partner with a link: why it wanted a request later, if that was its last answer. */
    private final Map<RelayId, FaultNumber> putOff = new HashMap<>();

    /** Asks for a connection to a partner; {@code onFailure} hears in words why none came of it. */
    @FunctionalInterface
    public interface DialPort {
        void dial(Partner partner, int attempt, Consumer<String> onFailure);
    }

    /** What links say of this relay, and what they learn of others. Safe for any thread. */
    public interface Cards {
        SignedCard card();

        /** A partner has shown this card of its own: its signature is right, and no more is known of it. */
        void learn(SignedCard card);
    }

    LinkDesk(
            StoreQueue store,
            Outbox outbox,
            CallDesk calls,
            Supplier<Roster> roster,
            Cards cards,
            DialPort dial,
            Entropy entropy,
            InstantSource clock) {
        this.store = store;
        this.outbox = outbox;
        this.calls = calls;
        this.roster = roster;
        this.cards = cards;
        this.dial = dial;
        this.clock = clock;
        this.dialler = new Dialler(() -> fraction(entropy.bytes(Short.BYTES)));
    }

    /** What a new link reports to. */
    public LinkSession.Listener newListener() {
        return new Listener();
    }

    /** On the store's thread, about every second. */
    void onTick(Instant now) {
        Roster current = roster.get();
        Set<RelayId> wanted = current.partners().stream()
                .filter(each -> each.mayLinkAt(now))
                .map(Partner::id)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        for (Dialler.Due due : dialler.onTick(wanted, table, now)) {
            current.find(due.partner())
                    .ifPresent(partner -> dial.dial(partner, due.attempt(), trouble -> {
                        event(() -> dialler.onFailure(due.partner(), trouble, clock.instant()));
                    }));
        }
        for (LinkSession link : table.all()) {
            objection(link.partner(), now)
                    .ifPresentOrElse(link::closeFromAnyThread, () -> link.offerCard(cards.card(), now));
        }
    }

    /** Why there is to be no link to a relay; empty if there may be one. Any thread. */
    private Optional<FaultCode> objection(RelayId relay, Instant now) {
        Optional<Partner> partner = roster.get().find(relay);
        return partner.isPresent() ? partner.get().objectionAt(now) : Optional.of(FaultCode.UNKNOWN_RELAY);
    }

    /** The relay stops: partners are told, after the answers to what it had taken before. Any thread. */
    void onStopping() {
        event(() -> table.all().forEach(link -> link.closeFromAnyThread(FaultCode.SHUTTING_DOWN)));
    }

    /** On the store's thread. */
    boolean isLinked(RelayId partner) {
        return table.find(partner).isPresent();
    }

    /** On the store's thread. */
    String trouble(RelayId partner) {
        return dialler.trouble(partner);
    }

    /** On the store's thread. */
    LinkState state(RelayId partner) {
        Optional<LinkSession> link = table.find(partner);
        return new LinkState(
                link.isPresent(),
                link.map(LinkSession::skew),
                dialler.trouble(partner),
                Optional.ofNullable(putOff.get(partner)));
    }

    private static double fraction(byte[] random) {
        return Short.toUnsignedInt(ByteBuffer.wrap(random).getShort()) / (double) (1 << Short.SIZE);
    }

    private void event(Runnable action) {
        store.submitOwn(new OwnEvent(action));
    }

    /** A partner's answer goes to the outbox as a task. */
    private void toOutbox(RelayId partner, Carrier carrier, long correlation, LinkMessage result) {
        if (result instanceof LinkMessage.Temporary temporary) {
            Duration retryAfter = Duration.ofSeconds(temporary.retryAfterSeconds());
            store.submitOwn(new ResultTask(partner, carrier, correlation) {
                @Override
                public void run(Transaction tx, Instant now) {
                    tx.afterCommit(() -> {
                        if (isLinked(partner)) {
                            putOff.put(partner, temporary.fault());
                        }
                        outbox.onTemporary(partner, carrier, correlation, retryAfter, now);
                    });
                }
            });
        } else if (result instanceof LinkMessage.Answered answered) {
            store.submitOwn(new ResultTask(partner, carrier, correlation) {
                @Override
                public void run(Transaction tx, Instant now) {
                    outbox.onAnswered(tx, partner, carrier, correlation, answered.reply(), now);
                    tx.afterCommit(() -> putOff.remove(partner));
                }
            });
        } else if (result instanceof LinkMessage.Permanent permanent) {
            store.submitOwn(new ResultTask(partner, carrier, correlation) {
                @Override
                public void run(Transaction tx, Instant now) {
                    outbox.onPermanent(tx, partner, carrier, correlation, permanent.fault(), now);
                    tx.afterCommit(() -> putOff.remove(partner));
                }
            });
        }
    }

    private abstract class ResultTask implements StoreTask {
        private final RelayId partner;
        private final Carrier carrier;
        private final long correlation;

        ResultTask(RelayId partner, Carrier carrier, long correlation) {
            this.partner = partner;
            this.carrier = carrier;
            this.correlation = correlation;
        }

        @Override
        public void onFailure(FaultCode code) {
            store.submitOwn(new StoreTask() {
                @Override
                public void run(Transaction tx, Instant now) {
                    tx.afterCommit(() -> outbox.onLostAnswer(partner, carrier, correlation, now));
                }

                @Override
                public void onFailure(FaultCode again) {
                    outbox.onLostAnswer(partner, carrier, correlation, Instant.EPOCH);
                }
            });
        }
    }

    private final class Listener implements LinkSession.Listener {
        private @Nullable CallLine line;

        @Override
        public void onReady(LinkSession link) {
            Optional<FaultCode> objection = objection(link.partner(), clock.instant());
            if (objection.isPresent()) {
                link.closeWith(objection.get());
                return;
            }
            line = calls.newLine();
            event(() -> admit(link));
        }

        private void admit(LinkSession link) {
            Optional<LinkSession> loser = table.admit(link);
            loser.ifPresent(each -> each.closeFromAnyThread(FaultCode.LINK_REPLACED));
            if (loser.filter(each -> each == link).isEmpty()) {
                dialler.onLinkReady(link.partner());
                outbox.onCarrierUp(link.partner(), link);
                link.offerCard(cards.card(), clock.instant());
            }
        }

        @Override
        public void onCard(LinkSession link, Bytes encoded) {
            try {
                SignedCard card = SignedCard.verify(encoded);
                if (card.card().relay().equals(link.partner())) {
                    cards.learn(card);
                } else {
                    link.closeWith(FaultCode.REJECTED);
                }
            } catch (CardRefused refused) {
                link.closeWith(FaultCode.MALFORMED);
            }
        }

        @Override
        public void onRequest(LinkSession link, long correlation, LinkMessage.Forward request) {
            if (line == null) {
                throw new IllegalStateException("a link takes requests once it is ready");
            }
            line.accept(request.lane(), request.request(), result -> link.answer(correlation, result));
        }

        @Override
        public void onResult(LinkSession link, long correlation, LinkMessage result) {
            toOutbox(link.partner(), link, correlation, result);
        }

        @Override
        public void onDown(LinkSession link) {
            String trouble = trouble(link);
            event(() -> {
                if (table.remove(link)) {
                    putOff.remove(link.partner());
                    outbox.onCarrierDown(link.partner(), link);
                }
                if (objection(link.partner(), clock.instant()).isPresent()) {
                    dialler.onClosedHere(link.partner());
                } else if (table.find(link.partner()).isEmpty()) {
                    dialler.onFailure(link.partner(), trouble, clock.instant());
                }
            });
        }

        private static String trouble(LinkSession link) {
            return link.farewell()
                    .map(fault -> "it closed the link: " + fault.words())
                    .orElse("it closed the link; it may not have added this relay as a partner");
        }
    }
}
