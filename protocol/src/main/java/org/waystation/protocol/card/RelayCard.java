package org.waystation.protocol.card;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.link.RelayNames;

/**
 * How a relay describes itself. Immutable; one that came from outside exists only after its signature was checked
 * ({@link SignedCard#verify}).
 *
 * @param relay the identity key; who signed the card
 * @param sequence a later card replaces an earlier
 * @param endpoints host:port, in order of preference
 * @param tlsPins 32 bytes each; see {@link org.waystation.protocol.tls.TlsPin}
 * @param tombstone that the relay is going to be gone for good, or is
 */
public record RelayCard(
        RelayId relay,
        String name,
        long sequence,
        Instant issuedAt,
        Instant expiresAt,
        List<String> endpoints,
        List<Bytes> tlsPins,
        List<RoutingKey> routingKeys,
        Optional<Tombstone> tombstone) {
    public static final int MAX_ENDPOINTS = 8;
    public static final int MAX_TLS_PINS = 4;
    public static final int MAX_ROUTING_KEYS = 4;

    public RelayCard {
        RelayNames.require(name);
        endpoints = List.copyOf(endpoints);
        tlsPins = List.copyOf(tlsPins);
        routingKeys = List.copyOf(routingKeys);
        requireCount(endpoints, MAX_ENDPOINTS, "endpoints");
        requireCount(tlsPins, MAX_TLS_PINS, "TLS pins");
        requireCount(routingKeys, MAX_ROUTING_KEYS, "routing keys");
        endpoints.forEach(RelayNames::requireEndpoint);
        tlsPins.forEach(each -> each.requireSize(Limits.TLS_PIN_BYTES, "TLS pin"));
        if (sequence <= 0 || !issuedAt.isBefore(expiresAt)) {
            throw new IllegalArgumentException("a card needs a sequence number and a time to live");
        }
    }

    /** The card of a relay that means to stay. */
    public RelayCard(
            RelayId relay,
            String name,
            long sequence,
            Instant issuedAt,
            Instant expiresAt,
            List<String> endpoints,
            List<Bytes> tlsPins,
            List<RoutingKey> routingKeys) {
        this(relay, name, sequence, issuedAt, expiresAt, endpoints, tlsPins, routingKeys, Optional.empty());
    }

    private static void requireCount(List<?> list, int most, String what) {
        if (list.isEmpty() || list.size() > most) {
            throw new IllegalArgumentException("a card has 1 to " + most + " " + what);
        }
    }

    /** The key to seal a request to now: of those valid, the one that stays valid longest. */
    public Optional<RoutingKey> routingKeyAt(Instant now) {
        return routingKeys.stream().filter(each -> each.isValidAt(now)).max(Comparator.comparing(RoutingKey::notAfter));
    }

    /** Whether the card names this TLS key. */
    public boolean names(Bytes tlsPin) {
        return tlsPins.contains(tlsPin);
    }

    public boolean isExpiredAt(Instant now) {
        return !now.isBefore(expiresAt);
    }

    /** Whether the relay has said that it is gone by then. */
    public boolean isGoneAt(Instant now) {
        return tombstone.filter(each -> !now.isBefore(each.since())).isPresent();
    }

    /** Whether the two say the same, apart from sequence number and dates. */
    public boolean describesTheSameAs(RelayCard other) {
        return relay.equals(other.relay)
                && name.equals(other.name)
                && endpoints.equals(other.endpoints)
                && tlsPins.equals(other.tlsPins)
                && routingKeys.equals(other.routingKeys)
                && tombstone.equals(other.tombstone);
    }

    /** This card signed by its relay. */
    public SignedCard sign(SigningKey identity) {
        return SignedCard.sign(this, identity);
    }
}
