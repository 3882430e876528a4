package org.waystation.relay;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.crypto.SealingKey;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.limits.Pause;
import org.waystation.relay.home.HomeTrouble;
import org.waystation.relay.home.RelayHome;
import org.waystation.relay.home.RoutingKeys;

/**
 * The running relay's card and the keys that open what is sealed to it, renewed while it runs. Any thread may ask; one refreshes.
 */
final class OwnIdentity {
    private static final Logger LOG = LoggerFactory.getLogger(OwnIdentity.class);
    private static final Duration RENEWED_EACH = Duration.ofHours(1);

    private final RelayHome home;
    private final String name;
    private final List<String> endpoints;
    private final InstantSource clock;
    private volatile RoutingKeys routingKeys;
    private volatile SignedCard card;
    private long stamp;
    private Instant nextRenewal;

    /** Brings keys and card up to date. Only for the process that holds the lock. */
    OwnIdentity(RelayHome home, String name, List<String> endpoints, InstantSource clock) throws HomeTrouble {
        this.home = home;
        this.name = name;
        this.endpoints = List.copyOf(endpoints);
        this.clock = clock;
        routingKeys = home.keys().renewRouting();
        stamp = home.cardStamp();
        card = home.renewCard(name, endpoints);
        nextRenewal = clock.instant().plus(RENEWED_EACH);
    }

    SignedCard card() {
        return card;
    }

    /** The private key of an id. */
    Optional<SealingKey> routingKey(Bytes id) {
        return routingKeys.find(id);
    }

    /** To be called about every second, by one thread. What cannot be renewed stays as it is until the next hour. */
    void refresh() {
        Instant now = clock.instant();
        boolean due = !Pause.lasts(nextRenewal, now, RENEWED_EACH);
        long seen = home.cardStamp();
        if (!due && seen == stamp) {
            return;
        }
        // What changes from here on is looked at again.
        stamp = seen;
        nextRenewal = now.plus(RENEWED_EACH);
        try {
            // The key first: a card that names a key that nobody has would cost messages.
            routingKeys = home.keys().renewRouting();
            SignedCard renewed = home.renewCard(name, endpoints);
            if (!renewed.equals(card)) {
                card = renewed;
                LOG.info("this relay has a new card: number {}", renewed.card().sequence());
            }
        } catch (HomeTrouble trouble) {
            LOG.error("the relay's keys and card cannot be renewed: {}", trouble.getMessage());
        }
    }
}
