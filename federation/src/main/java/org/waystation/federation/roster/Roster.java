package org.waystation.federation.roster;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.waystation.protocol.card.CardRefused;
import org.waystation.protocol.card.Fingerprint;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.RelayId;

/**
 * The partners of this relay at one moment, and the relays that must never be partners. Immutable. An empty roster federates
 * with nobody; whoever is denied is no partner, whatever else is said of them.
 */
public final class Roster {
    /** More partners than this need a larger design than a list of cards. */
    public static final int MAX_PARTNERS = 1_000;

    /** Relays that are denied. */
    public static final int MAX_DENIED = 1_000;

    /** How far ahead of ours the clock may be that dated a card: by hours, as clocks are wrong. */
    static final Duration DATED_AHEAD = Duration.ofDays(2);

    public static final Roster EMPTY = new Roster(Map.of(), Set.of());

    /** None of them is denied. */
    private final Map<RelayId, Partner> partners;

    private final Set<RelayId> denied;

    private Roster(Map<RelayId, Partner> partners, Set<RelayId> denied) {
        this.partners = partners;
        this.denied = denied;
    }

    /** The relay whose roster this is. {@code name}: if it has one yet; {@code tlsPins}: of all its TLS keys. */
    public record Owner(RelayId relay, Optional<String> name, Collection<Bytes> tlsPins) {}

    /**
     * This roster with a partner, or with the newer card of one, whose standing stays. Whether the card is the right relay's is
     * for the caller to know.
     *
     * @throws CardRefused if the card is out of date, denied, or claims what belongs to another
     */
    public Roster with(SignedCard signed, Owner owner, Instant now) throws CardRefused {
        RelayCard card = signed.card();
        if (card.relay().equals(owner.relay())) {
            throw new CardRefused(CardRefused.Why.OWN_CARD);
        }
        if (denied.contains(card.relay())) {
            throw new CardRefused(CardRefused.Why.DENIED);
        }
        if (card.isExpiredAt(now)) {
            throw new CardRefused(CardRefused.Why.EXPIRED);
        }
        if (card.issuedAt().isAfter(now.plus(DATED_AHEAD))) {
            throw new CardRefused(CardRefused.Why.DATED_AHEAD);
        }
        Partner known = partners.get(card.relay());
        if (known == null && partners.size() >= MAX_PARTNERS) {
            throw new CardRefused(CardRefused.Why.NO_ROOM);
        }
        if (known != null) {
            requireSuccessor(card, known.card());
        }
        requireOwnName(card, owner);
        requireOwnTlsKeys(card, owner);
        return with(new Partner(signed, known == null ? Standing.ACTIVE : known.standing()));
    }

    private static void requireSuccessor(RelayCard card, RelayCard known) throws CardRefused {
        if (known.sequence() > card.sequence()) {
            throw new CardRefused(CardRefused.Why.OLDER_THAN_KNOWN);
        }
        if (known.sequence() == card.sequence() && !known.equals(card)) {
            throw new CardRefused(CardRefused.Why.TWO_OF_ONE_NUMBER);
        }
        if (known.tombstone().isPresent() && !known.tombstone().equals(card.tombstone())) {
            throw new CardRefused(CardRefused.Why.RETIRED);
        }
    }

    /** Operators and members know relays by their names. */
    private void requireOwnName(RelayCard card, Owner owner) throws CardRefused {
        if (owner.name().filter(card.name()::equals).isPresent()) {
            throw new CardRefused(CardRefused.Why.NAME_TAKEN);
        }
        for (Partner each : partners.values()) {
            boolean ofAnother = !each.id().equals(card.relay()) && !each.names(card.relay());
            if (ofAnother && each.card().name().equals(card.name())) {
                throw new CardRefused(CardRefused.Why.NAME_TAKEN);
            }
        }
    }

    /** A TLS key stands for one relay: a card that names another's would have that relay's links taken for its own. */
    private void requireOwnTlsKeys(RelayCard card, Owner owner) throws CardRefused {
        for (Bytes pin : card.tlsPins()) {
            boolean ofAnother = byTlsPin(pin)
                    .filter(each -> !each.id().equals(card.relay()))
                    .isPresent();
            if (ofAnother || owner.tlsPins().contains(pin)) {
                throw new CardRefused(CardRefused.Why.FOREIGN_TLS_KEY);
            }
        }
    }

    /** This roster with a partner as it is, in place of what was known of it; unchanged if that relay is denied. */
    public Roster with(Partner partner) {
        return denied.contains(partner.id()) ? this : changed(map -> map.put(partner.id(), partner));
    }

    /** This roster without a partner. */
    public Roster without(RelayId relay) {
        return changed(map -> map.remove(relay));
    }

    private Roster changed(Consumer<Map<RelayId, Partner>> change) {
        Map<RelayId, Partner> changed = new LinkedHashMap<>(partners);
        change.accept(changed);
        return new Roster(changed, denied);
    }

    /**
     * This roster without that relay, now and whenever somebody adds it.
     *
     * @throws CardRefused {@link CardRefused.Why#NO_ROOM_TO_DENY}
     */
    public Roster denying(RelayId relay) throws CardRefused {
        if (!denied.contains(relay) && denied.size() >= MAX_DENIED) {
            throw new CardRefused(CardRefused.Why.NO_ROOM_TO_DENY);
        }
        Set<RelayId> changed = new LinkedHashSet<>(denied);
        changed.add(relay);
        return new Roster(without(relay).partners, changed);
    }

    /** This roster, to which that relay may be added again. */
    public Roster allowing(RelayId relay) {
        Set<RelayId> changed = new LinkedHashSet<>(denied);
        changed.remove(relay);
        return new Roster(partners, changed);
    }

    public Optional<Partner> find(RelayId relay) {
        return Optional.ofNullable(partners.get(relay));
    }

    /** The partners that an operator may mean by a name or a fingerprint. */
    public List<Partner> meant(String who) {
        List<Partner> byFingerprint = matching(each -> Fingerprint.matches(each.id(), who));
        return byFingerprint.isEmpty() ? matching(each -> each.card().name().equals(who)) : byFingerprint;
    }

    private List<Partner> matching(Predicate<Partner> filter) {
        return partners.values().stream().filter(filter).toList();
    }

    /** The partner whose card names this TLS key. */
    public Optional<Partner> byTlsPin(Bytes pin) {
        return partners.values().stream().filter(each -> each.card().names(pin)).findFirst();
    }

    /** Why nothing can be sent to a relay, now or later; empty if it can, although it may have to wait. */
    public Optional<FaultCode> refusalAt(RelayId relay, Instant now) {
        Optional<Partner> partner = find(relay);
        if (partner.isEmpty()) {
            return Optional.of(FaultCode.UNKNOWN_RELAY);
        }
        boolean gone = partner.get().standing() == Standing.ACTIVE
                && partner.get().card().isGoneAt(now);
        return gone ? Optional.of(FaultCode.RELAY_RETIRED) : Optional.empty();
    }

    public boolean contains(RelayId relay) {
        return find(relay).isPresent();
    }

    /** In the order in which they were added. */
    public Set<RelayId> ids() {
        return Collections.unmodifiableSet(partners.keySet());
    }

    /** In the order in which they were added. */
    public Collection<Partner> partners() {
        return partners.values();
    }

    /** In the order in which they were denied. */
    public Set<RelayId> denied() {
        return Collections.unmodifiableSet(denied);
    }
}
