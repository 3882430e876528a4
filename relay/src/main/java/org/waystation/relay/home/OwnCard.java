package org.waystation.relay.home;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.card.RoutingKey;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.card.Tombstone;
import org.waystation.protocol.id.Bytes;

/**
 * How a relay describes itself, and when it has to do so anew.
 *
 * @param tlsPins of the relay's TLS keys
 * @param endpoints host:port each
 */
public record OwnCard(RelaySecrets secrets, List<Bytes> tlsPins, String name, List<String> endpoints) {
    private static final Duration VALIDITY = Duration.ofDays(365);
    private static final Duration TOMBSTONE_VALIDITY = Duration.ofDays(3_650);
    private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);
    private static final Duration RENEWAL = Duration.ofDays(180);

    /** The card as it should be now: the one before, or the next in sequence if anything has changed or it grows old. */
    public SignedCard renewed(Optional<SignedCard> before, List<RoutingKey> routingKeys, Instant exactly) {
        Instant now = exactly.truncatedTo(ChronoUnit.SECONDS);
        Optional<RelayCard> known = before.map(SignedCard::card);
        RelayCard wanted = next(known, routingKeys, known.flatMap(RelayCard::tombstone), now);
        return before.filter(each -> each.card().describesTheSameAs(wanted))
                .filter(each -> !each.card().isExpiredAt(now.plus(RENEWAL)))
                // Dated while the clock was ahead: partners refuse it.
                .filter(each -> !each.card().issuedAt().isAfter(now.plus(CLOCKS_DIFFER)))
                .orElseGet(() -> wanted.sign(secrets.identity()));
    }

    /** The card that follows the one before, and says that the relay is gone for good. */
    static SignedCard retired(RelaySecrets secrets, RelayCard before, Tombstone tombstone, Instant exactly) {
        return new OwnCard(secrets, before.tlsPins(), before.name(), before.endpoints())
                .next(
                        Optional.of(before),
                        before.routingKeys(),
                        Optional.of(tombstone),
                        exactly.truncatedTo(ChronoUnit.SECONDS))
                .sign(secrets.identity());
    }

    private RelayCard next(
            Optional<RelayCard> before, List<RoutingKey> routingKeys, Optional<Tombstone> tombstone, Instant now) {
        return new RelayCard(
                secrets.relay(),
                name,
                // By the clock, so that a relay whose old card is lost still makes one that replaces it.
                Math.max(now.getEpochSecond(), before.map(RelayCard::sequence).orElse(0L) + 1),
                now,
                now.plus(tombstone.isPresent() ? TOMBSTONE_VALIDITY : VALIDITY),
                endpoints,
                tlsPins,
                routingKeys,
                tombstone);
    }
}
