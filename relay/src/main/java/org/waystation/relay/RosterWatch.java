package org.waystation.relay;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waystation.federation.roster.Roster;
import org.waystation.protocol.card.CardRefused;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.id.RelayId;
import org.waystation.relay.home.HomeTrouble;
import org.waystation.relay.home.PartnerBook;

/**
 * The roster as the running relay knows it: read again when its file changes, and written when a partner shows a newer card. Any
 * thread may ask and teach; one refreshes.
 */
final class RosterWatch {
    private static final Logger LOG = LoggerFactory.getLogger(RosterWatch.class);

    private final PartnerBook book;
    /** The newest card of each, until the next refresh. Only partners with a link teach: as many as the roster has. */
    private final Map<RelayId, SignedCard> learnt = new ConcurrentHashMap<>();

    private volatile Roster current;
    private long stamp;

    RosterWatch(PartnerBook book) throws HomeTrouble {
        this.book = book;
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
            SignedCard card = learnt.remove(each);
            if (card != null) {
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
                    "a newer card of partner {} cannot be kept: {}", card.card().name(), trouble.getMessage());
        }
    }
}
