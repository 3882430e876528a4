package org.waystation.ops.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.card.RoutingKey;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SealingKey;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.relay.home.RelayHome;

/** {@code ping} from a terminal, through two real relays. */
final class PingCommandIT {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TerminalRelay one;
    private final TerminalRelay two;

    PingCommandIT(@TempDir Path temporary) {
        one = new TerminalRelay(temporary.resolve("one"), "one.example", CLOCK);
        two = new TerminalRelay(temporary.resolve("two"), "two.example", CLOCK);
    }

    @BeforeEach
    void run() throws Exception {
        one.run();
        two.run();
        one.partnerWith(two);
        await().atMost(PATIENCE).until(() -> one.type("status").out().contains("two.example: connected"));
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
    }

    @Test
    void pingComesBackByNameAndByFingerprint() throws Exception {
        // Given
        String fingerprint = one.type("partner", "list", "--json")
                .json()
                .get("partners")
                .get(0)
                .get("fingerprint")
                .textValue();

        // When
        TerminalRelay.Answer inJson = one.type("ping", "two.example", "--json");
        TerminalRelay.Answer inWords = one.type("ping", fingerprint);

        // Then
        assertEquals(0, inJson.exit(), inJson::out);
        JsonNode answer = inJson.json();
        assertTrue(answer.get("well").booleanValue());
        assertEquals("well", answer.get("code").textValue());
        assertEquals(fingerprint, answer.get("fingerprint").textValue());
        assertTrue(answer.get("linked").booleanValue());
        assertTrue(Math.abs(answer.get("skew_seconds").longValue()) < 60);
        assertEquals(0, inWords.exit());
        assertTrue(
                inWords.out()
                        .matches(
                                "(?s)two\\.example answers: \\d+ ms there and back, .*nothing waited before the ping\n"),
                inWords::out);
    }

    @Test
    void anOldRoutingKeySaysThatANewCardIsNeeded() throws Exception {
        // Given
        RelayHome home = home(two);
        RelayCard card = home.card().orElseThrow().card();
        home(one).partners().add(withAnotherRoutingKey(card).sign(home.secrets().identity()));
        await().atMost(PATIENCE).until(() -> one.type("ping", "two.example").exit() != 0);

        // When
        TerminalRelay.Answer answer = one.type("ping", "two.example", "--json");

        // Then
        assertEquals(1, answer.exit());
        assertEquals("refused", answer.json().get("code").textValue());
        assertEquals("UNDECIPHERABLE", answer.json().get("fault").textValue());
        assertTrue(answer.json().get("remedy").textValue().contains("newest card"), answer::out);
    }

    @Test
    void somebodyWhoIsNoPartnerIsNotPinged() {
        // When
        TerminalRelay.Answer answer = one.type("ping", "three.example");

        // Then
        assertEquals(1, answer.exit());
        assertTrue(answer.out().startsWith("NO: no partner is called three.example\n"), answer::out);
    }

    @Test
    void relayThatDoesNotRunCannotPing() {
        // Given
        one.halt();

        // When
        TerminalRelay.Answer answer = one.type("ping", "two.example");

        // Then
        assertEquals(3, answer.exit());
        assertTrue(one.complaints().contains("does not run here"), one::complaints);
    }

    private static RelayHome home(TerminalRelay relay) throws Exception {
        return RelayHome.open(relay.root.resolve("data"), CLOCK, Entropy.system());
    }

    private static RelayCard withAnotherRoutingKey(RelayCard card) {
        SealingKey key = SealingKey.fromSeed(SecretKey32.random(Entropy.system()));
        RoutingKey before = card.routingKeys().get(0);
        return new RelayCard(
                card.relay(),
                card.name(),
                card.sequence() + 1,
                card.issuedAt(),
                card.expiresAt(),
                card.endpoints(),
                card.tlsPins(),
                List.of(new RoutingKey(key.publicKey(), before.notBefore(), before.notAfter())));
    }
}
