package org.waystation.ops.netcheck;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.waystation.ops.netcheck.wire.Greeting;
import org.waystation.ops.netcheck.wire.Sight;
import org.waystation.ops.netcheck.wire.Stop;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.card.RoutingKey;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SealingKey;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.limits.Limits;

/** A partner that the tests make up: its cards, and what is seen of it. */
final class Cards {
    static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    static final String ENDPOINT = "two.example:7443";
    static final Bytes PIN = pin(1);

    private static final Entropy ENTROPY = Entropy.system();

    final SigningKey identity = SigningKey.generate(ENTROPY);
    private final RoutingKey routingKey = routingKey();

    static Bytes pin(int first) {
        byte[] pin = new byte[Limits.TLS_PIN_BYTES];
        pin[0] = (byte) first;
        return Bytes.wrap(pin);
    }

    static RoutingKey routingKey() {
        return new RoutingKey(
                SealingKey.fromSeed(SecretKey32.random(ENTROPY)).publicKey(),
                NOW.minusSeconds(1),
                NOW.plus(Duration.ofDays(180)));
    }

    /** The usual card: number 5, a year from now. */
    RelayCard card() {
        return card(5, PIN, routingKey);
    }

    RelayCard card(long sequence, Bytes pin, RoutingKey key) {
        return card(sequence, pin, key, NOW.plus(Duration.ofDays(365)));
    }

    RelayCard card(long sequence, Bytes pin, RoutingKey key, Instant expiresAt) {
        return new RelayCard(
                RelayId.of(identity.verifyingKey().bytes()),
                "two.example",
                sequence,
                NOW.minus(Duration.ofDays(400)),
                expiresAt,
                List.of(ENDPOINT),
                List.of(pin),
                List.of(key));
    }

    RelayCard numbered(long sequence) {
        return card(sequence, PIN, routingKey);
    }

    /** Whoever answers holds the key of this pin and shows this card. */
    static Sight sight(Bytes pin, Bytes card, Duration skew) {
        Greeting greeting = new Greeting(1, card, skew, Duration.ofMillis(12));
        return new Sight(ENDPOINT, Optional.empty(), Optional.of(pin), Optional.of(greeting));
    }

    Sight sight(RelayCard shown) {
        return sight(PIN, shown.sign(identity).encoded(), Duration.ZERO);
    }

    static Sight stopped(Stop.Step at, Optional<Bytes> pin) {
        return new Sight(ENDPOINT, Optional.of(new Stop(at, "it ends here")), pin, Optional.empty());
    }
}
