package org.waystation.relay;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waystation.federation.roster.Roster;
import org.waystation.protocol.card.CardRefused;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.limits.Pause;
import org.waystation.relay.home.HomeTrouble;
import org.waystation.relay.home.PartnerBook;

/**
 * The roster as the running relay knows it: read again when its file changes, and written when a partner shows a newer card. Any
 * thread may ask and teach; one refreshes.
 */
final class RosterWatch {
    private static final Logger LOG = LoggerFactory.getLogger(RosterWatch.class);

    /** A card that is kept is a write and a line in two logs. */
    private static final Duration KEPT_APART = Duration.ofMinutes(10);

    private final PartnerBook book;
    /** The last card of each that was newer than the roster's, until the next refresh. Only partners with a link teach: as many as the roster has. */
    private final Map<RelayId, SignedCard> learnt = new ConcurrentHashMap<>();

    /** When the next card of a partner may be kept, however often it connects. Of relays that were partners. */
    private final Map<RelayId, Instant> nextOf = new HashMap<>();

    private final InstantSource clock;
    private volatile Roster current;
    private long stamp;

    RosterWatch(PartnerBook book, InstantSource clock) throws HomeTrouble {
        this.book = book;
        this.clock = clock;
        this.stamp = book.stamp();
        this.current = book.roster();
    }

    Roster current() {
        return current;
    }

    /** A partner has shown this card of its own, with its own signature. */
    void learn(SignedCard card) {
        boolean news = current.find(card.card().relay())
                .filter(known -> known.card().sequence() < card.card().sequence())
                .isPresent();
        if (news) {
            learnt.put(card.card().relay(), card);
        }
    }

    /** To be called about every second, by one thread. A roster that cannot be read leaves the one before in force. */
    void refresh() {
        for (RelayId each : List.copyOf(learnt.keySet())) {
            Instant now = clock.instant();
            SignedCard card =
                    Pause.lasts(nextOf.getOrDefault(each, Instant.MIN), now, KEPT_APART) ? null : learnt.remove(each);
            if (card != null) {
                nextOf.put(each, now.plus(KEPT_APART));
                keep(card);
            }
        }
        long now = book.stamp();
        if (now == stamp) {
            return;
        }
        stamp = now;
        try {
            current = book.roster();
            nextOf.keySet().retainAll(current.ids());
            LOG.info("the roster has changed: {} partners", current.partners().size());
        } catch (HomeTrouble trouble) {
            LOG.error("the roster has changed and is not used: {}", trouble.getMessage());
        }
    }

    private void keep(SignedCard card) {
        try {
            book.learn(card);
        } catch (CardRefused refused) {
            LOG.warn("a newer card of partner {} is not used: {}", card.card().name(), refused.getMessage());
        } catch (HomeTrouble trouble) {
            LOG.error(
                    "a newer card of partner {} cannot be kept yet: {}",
                    card.card().name(),
                    trouble.getMessage());
            learnt.putIfAbsent(card.card().relay(), card);
        }
    }
}
