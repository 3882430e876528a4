package org.waystation.federation.roster;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.waystation.protocol.card.CardRefused;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.RelayId;

/** The partners of this relay at one moment. Immutable. An empty roster federates with nobody. */
public final class Roster {
    /** More partners than this need a larger design than a list of cards. */
    public static final int MAX_PARTNERS = 1_000;

    public static final Roster EMPTY = new Roster(Map.of());

    private final Map<RelayId, Partner> partners;

    private Roster(Map<RelayId, Partner> partners) {
        this.partners = partners;
    }

    /**
     * This roster with a partner, or with the newer card of one.
     *
     * @throws CardRefused {@link CardRefused.Why#OLDER_THAN_KNOWN}
     */
    public Roster with(SignedCard card) throws CardRefused {
        Partner known = partners.get(card.card().relay());
        if (known != null && known.card().sequence() > card.card().sequence()) {
            throw new CardRefused(CardRefused.Why.OLDER_THAN_KNOWN);
        }
        if (known == null && partners.size() >= MAX_PARTNERS) {
            throw new IllegalStateException("a roster holds at most " + MAX_PARTNERS + " partners");
        }
        Map<RelayId, Partner> changed = new LinkedHashMap<>(partners);
        changed.put(card.card().relay(), new Partner(card));
        return new Roster(changed);
    }

    public Optional<Partner> find(RelayId relay) {
        return Optional.ofNullable(partners.get(relay));
    }

    /** The partner whose card names this TLS key. */
    public Optional<Partner> byTlsPin(Bytes pin) {
        return partners.values().stream().filter(each -> each.card().names(pin)).findFirst();
    }

    public boolean contains(RelayId relay) {
        return partners.containsKey(relay);
    }

    /** In the order in which they were added. */
    public Set<RelayId> ids() {
        return Collections.unmodifiableSet(partners.keySet());
    }

    /** In the order in which they were added. */
    public Collection<Partner> partners() {
        return partners.values();
    }
}
