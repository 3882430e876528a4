package org.waystation.relay;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waystation.federation.link.DialTrouble;
import org.waystation.federation.link.Dialler;
import org.waystation.federation.link.LinkSession;
import org.waystation.federation.link.LinkTable;
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
import org.waystation.relay.call.PartnerDesk;
import org.waystation.relay.ping.LinkState;
import org.waystation.relay.turn.OwnEvent;
import org.waystation.relay.turn.StoreQueue;

/**
 * Joins links to the outbox on one side and to the call desk on the other.
 *
 * <p>What links report is put in order on the store's thread, where the link table and the dialler live.
 */
public final class LinkDesk {
    private static final Logger LOG = LoggerFactory.getLogger(LinkDesk.class);

    /** Requests that this relay takes from a partner before it has answered one. */
    public static final int WINDOW = 128;

    private final StoreQueue store;
    private final Outbox outbox;
    private final PartnerDesk calls;
    private final Supplier<Roster> roster;
    private final Cards cards;
    private final DialPort dial;
    private final LinkTable table = new LinkTable();
    private final Dialler dialler;
    private final InstantSource clock;
    private final PartnerAnswers answers;
    private boolean stopping;

    /** Asks for a connection to a partner; {@code onFailure} hears why none came of it. Either it is told, or a link comes. */
    @FunctionalInterface
    public interface DialPort {
        void dial(Partner partner, int attempt, Consumer<DialTrouble> onFailure);
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
            PartnerDesk calls,
            Supplier<Roster> roster,
            Cards cards,
            DialPort dial,
            Entropy entropy,
            InstantSource clock) {
        this.store = store;
        this.outbox = outbox;
        this.answers = new PartnerAnswers(store, outbox);
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

    /** On the store's thread, before each {@link #onTick}. */
    void sync(Transaction tx) {
        dialler.sync(tx);
    }

    /** On the store's thread, about every second. */
    void onTick(Instant now) {
        Roster current = roster.get();
        calls.onTick(current.ids());
        answers.retain(current.ids());
        Set<RelayId> wanted = current.partners().stream()
                .filter(each -> each.mayLinkAt(now))
                .map(Partner::id)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        boolean dials = !stopping && !isClosed(now);
        for (Dialler.Due due : dials ? dialler.onTick(wanted, table, now) : List.<Dialler.Due>of()) {
            current.find(due.partner()).ifPresent(partner -> dial(partner, due.attempt()));
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

    private void dial(Partner partner, int attempt) {
        try {
            dial.dial(partner, attempt, trouble -> event(() -> onDialFailed(partner.id(), trouble)));
        } catch (RuntimeException bug) {
            LOG.error("a partner was not dialled because of a mistake of ours", bug);
            onDialFailed(partner.id(), DialTrouble.ofOurs("this relay made a mistake of its own; its log says which"));
        }
    }

    private void onDialFailed(RelayId partner, DialTrouble trouble) {
        dialler.onDialOver(partner);
        if (trouble.ours()) {
            dialler.onOwnTrouble(partner, trouble.words(), clock.instant());
        } else if (!stopping) {
            dialler.onFailure(partner, trouble.words(), clock.instant());
        }
    }

    /**
     * The relay stops: partners are told, after the answers to what it had taken before. Links that end from now on say nothing
     * of them. Any thread.
     */
    void onStopping() {
        event(() -> {
            stopping = true;
            table.all().forEach(link -> link.closeFromAnyThread(FaultCode.SHUTTING_DOWN));
        });
    }

    /** Whether this relay has closed for good. */
    boolean isClosed(Instant now) {
        return cards.card().card().isGoneAt(now);
    }

    /** On the store's thread. */
    boolean isLinked(RelayId partner) {
        return table.find(partner).isPresent();
    }

    /** What keeps requests from leaving, in words; empty if nothing does. On the store's thread. */
    String trouble(RelayId partner) {
        String words = dialler.trouble(partner);
        return words.isEmpty() ? answers.words(partner) : words;
    }

    /** On the store's thread. */
    LinkState state(RelayId partner) {
        Optional<LinkSession> link = table.find(partner);
        return new LinkState(
                link.isPresent(), link.map(LinkSession::skew), dialler.trouble(partner), answers.putOff(partner));
    }

    private static double fraction(byte[] random) {
        return Short.toUnsignedInt(ByteBuffer.wrap(random).getShort()) / (double) (1 << Short.SIZE);
    }

    private void event(Runnable action) {
        store.submitOwn(new OwnEvent(action));
    }

    private final class Listener implements LinkSession.Listener {
        private PartnerDesk.@Nullable Line line;

        @Override
        public void onReady(LinkSession link) {
            Optional<FaultCode> objection = objection(link.partner(), clock.instant());
            if (objection.isPresent()) {
                link.closeWith(objection.get());
                return;
            }
            line = calls.newLine(link.partner());
            event(() -> admit(link));
        }

        private void admit(LinkSession link) {
            endDial(link);
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
            answers.onResult(link.partner(), link, correlation, result);
        }

        @Override
        public void onDown(LinkSession link) {
            String trouble = trouble(link);
            event(() -> {
                boolean wasDialled = endDial(link);
                boolean wasUsed = table.remove(link);
                if (wasUsed) {
                    answers.onOver(link.partner());
                    outbox.onCarrierDown(link.partner(), link);
                }
                boolean wanted = objection(link.partner(), clock.instant()).isEmpty();
                // One that they opened and we never used says nothing of whether we can reach them.
                if (wanted && table.find(link.partner()).isEmpty() && (wasDialled || wasUsed)) {
                    onEnd(link, trouble);
                }
            });
        }

        private static String trouble(LinkSession link) {
            return link.farewell()
                    .map(fault -> "it closed the link: " + fault.words())
                    .orElse("it closed the link; it may not have added this relay as a partner");
        }

        private void onEnd(LinkSession link, String trouble) {
            if (link.endedByOwnMistake()) {
                dialler.onOwnTrouble(link.partner(), "a mistake of this relay ended the link", clock.instant());
            } else if (link.farewell().filter(Listener::wantsNoLink).isPresent()) {
                dialler.onTurnedAway(link.partner(), trouble, clock.instant());
            } else if (!stopping) {
                dialler.onFailure(link.partner(), trouble, clock.instant());
            }
        }

        private static boolean wantsNoLink(FaultNumber farewell) {
            return farewell.is(FaultCode.PARTNER_HELD) || farewell.is(FaultCode.RELAY_RETIRED);
        }

        /** Whether a dial of ours opened this link; that dial is over. */
        private boolean endDial(LinkSession link) {
            boolean dialledHere = !link.dialler().equals(link.partner());
            if (dialledHere) {
                dialler.onDialOver(link.partner());
            }
            return dialledHere;
        }
    }
}
