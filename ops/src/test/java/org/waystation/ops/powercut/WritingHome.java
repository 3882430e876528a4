package org.waystation.ops.powercut;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.card.RoutingKey;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.relay.home.HomeTrouble;
import org.waystation.relay.home.RelayHome;
import org.waystation.relay.home.RoutingKeys;

/**
 * A relay's other files: the roster, which gets longer; keys, which are made and destroyed as years go by; and the own card, which
 * names them.
 */
final class WritingHome implements Subject {
    private static final int PARTNERS = 5;
    private static final int FIRST_PORT = 1_000;
    private static final Instant BEGINNING = Instant.parse("2030-01-01T00:00:00Z");
    private static final Duration BETWEEN_CHANGES = Duration.ofDays(20);

    public static void main(String[] arguments) throws Exception {
        Path directory = home(Path.of(arguments[0]));
        Path others = Files.createTempDirectory("others");
        RelayHome.create(directory, clock(0), Entropy.system());
        for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
            RelayHome home = RelayHome.open(directory, clock(i), Entropy.system());
            if (i < PARTNERS) {
                home.partners().add(partner(others.resolve("other " + i), i));
            }
            home.keys().renewTls();
            home.keys().renewRouting();
            home.renewCard("relay.example", List.of(endpoint(i)));
            System.out.println(SAID + i);
        }
    }

    private static Clock clock(int change) {
        return Clock.fixed(BEGINNING.plus(BETWEEN_CHANGES.multipliedBy(change)), ZoneOffset.UTC);
    }

    private static SignedCard partner(Path directory, int number) throws HomeTrouble {
        RelayHome home = RelayHome.create(directory, clock(number), Entropy.system());
        home.keys().renewRouting();
        return home.renewCard("partner" + number + ".example", List.of(endpoint(number)));
    }

    private static Path home(Path directory) {
        return directory.resolve("home");
    }

    private static String endpoint(int number) {
        return "127.0.0.1:" + (FIRST_PORT + number);
    }

    @Override
    public Class<?> program() {
        return WritingHome.class;
    }

    @Override
    public int newest(Path directory, int said) throws Exception {
        if (said == NOTHING) {
            return NOTHING;
        }
        RelayHome home = RelayHome.open(home(directory), clock(said), Entropy.system());
        int partners = home.partners().roster().partners().size();
        if (partners < Math.min(PARTNERS, said + 1)) {
            throw new IllegalStateException("of " + (said + 1) + " partners " + partners + " are in the roster");
        }
        RelayCard card = home.card().orElseThrow().card();
        requireKeys(home, card, clock(said).instant());
        return Integer.parseInt(card.endpoints().get(0).split(":", 2)[1]) - FIRST_PORT;
    }

    /** A key that the card tells partners to use and the relay does not have would cost messages. */
    private static void requireKeys(RelayHome home, RelayCard card, Instant now) throws HomeTrouble {
        RoutingKeys keys = home.keys().routing();
        RoutingKey used = card.routingKeyAt(now).orElseThrow();
        if (keys.find(used.id()).isEmpty()) {
            throw new IllegalStateException("the card names a routing key that is gone");
        }
        if (!card.names(home.keys().tls().pin())) {
            throw new IllegalStateException("the card does not name the TLS key");
        }
    }
}
