package org.waystation.ops.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.tls.TlsKey;
import org.waystation.relay.home.RelayHome;

/** What {@code netcheck} finds out about real relays. */
final class NetcheckIT {
    private static final Clock CLOCK = Clock.systemUTC();

    private final Path temporary;
    private final TerminalRelay one;
    private TerminalRelay two;

    NetcheckIT(@TempDir Path temporary) {
        this.temporary = temporary;
        one = new TerminalRelay(temporary.resolve("one"), "one.example", CLOCK);
        two = new TerminalRelay(temporary.resolve("two"), "two.example", CLOCK);
    }

    @BeforeEach
    void run() throws Exception {
        one.run();
        two.run();
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
    }

    @Test
    void healthyRelaysAreWell() throws Exception {
        // Given
        one.partnerWith(two);

        // When
        TerminalRelay.Answer answer = one.type("netcheck", "--json");

        // Then
        assertEquals(0, answer.exit(), answer::out);
        assertTrue(answer.json().get("well").booleanValue());
        assertEquals(List.of(), found(answer, "warning"));
        assertEquals(List.of(), found(answer, "problem"));
        assertEquals(2, answer.json().get("relays").size());
        for (JsonNode relay : answer.json().get("relays")) {
            JsonNode endpoint = relay.get("endpoints").get(0);
            assertTrue(endpoint.get("greeted").booleanValue());
            assertEquals(1, endpoint.get("version").intValue());
            assertEquals(relay.get("card_number"), endpoint.get("card_number"));
            assertTrue(Math.abs(endpoint.get("skew_seconds").longValue()) < 60);
        }
    }

    @Test
    void inWordsEveryRelayHasItsLines() throws Exception {
        // Given
        one.partnerWith(two);
        two.halt();

        // When
        TerminalRelay.Answer answer = one.type("netcheck");

        // Then
        assertEquals(3, answer.exit());
        assertTrue(answer.out().startsWith("one.example (this relay)\n  ok        127.0.0.1:"), answer::out);
        assertTrue(answer.out().contains("\ntwo.example\n  PROBLEM   127.0.0.1:"), answer::out);
        assertTrue(
                answer.out().contains("the connection is refused\n            → ask the operator of two.example"),
                answer::out);
    }

    @Test
    void ownRelayThatDoesNotRunIsThisOperatorsToStart() throws Exception {
        // Given
        one.partnerWith(two);
        one.halt();

        // When
        TerminalRelay.Answer answer = one.type("netcheck", "--json");

        // Then
        assertEquals(1, answer.exit());
        assertEquals(1, found(answer, "problem").size());
        assertTrue(found(answer, "problem").get(0).contains("start the relay"), answer::out);
    }

    @Test
    void strangerAtThePartnersAddressIsToldFromThePartner() throws Exception {
        // Given
        TerminalRelay three = new TerminalRelay(temporary.resolve("three"), "three.example", CLOCK);
        three.run();
        knowAs(card(two), card(three).endpoints());

        // When
        TerminalRelay.Answer answer = one.type("netcheck", "--json");
        three.close();

        // Then
        assertEquals(4, answer.exit());
        assertTrue(found(answer, "problem").get(0).contains("somebody else answers"), answer::out);
    }

    @Test
    void partnerThatSignedForItsNewTlsKeyIsToldFromAStranger() throws Exception {
        // Given
        one.partnerWith(two);
        two.halt();
        TlsKey another = TlsKey.generate(new SecureRandom(), Instant.now());
        Path keys = two.root.resolve("data/tls.pem");
        // With the old one behind it: a relay does not start with keys that its card does not know at all.
        Files.writeString(keys, another.toPem() + Files.readString(keys), StandardCharsets.UTF_8);
        two.run();

        // When
        TerminalRelay.Answer answer = one.type("netcheck", "--json");

        // Then
        assertEquals(4, answer.exit());
        assertTrue(found(answer, "problem").get(0).contains("a newer card, signed by two.example"), answer::out);
        assertTrue(found(answer, "problem").get(0).contains("relay partner add"), answer::out);
    }

    @Test
    void nameWithoutAnAddressIsNamed() throws Exception {
        // Given
        String unknown = "a".repeat(64) + ".example:7443";
        knowAs(card(two), List.of(unknown));

        // When
        TerminalRelay.Answer answer = one.type("netcheck", "--json");

        // Then
        assertEquals(3, answer.exit());
        assertTrue(found(answer, "problem").get(0).startsWith(unknown + ": the name has no address"), answer::out);
    }

    @Test
    void oneWayThatWorksMakesTheOthersWarnings() throws Exception {
        // Given
        knowAs(
                card(two),
                List.of("a".repeat(64) + ".example:7443", card(two).endpoints().get(0)));

        // When
        TerminalRelay.Answer answer = one.type("netcheck", "--json");

        // Then
        assertEquals(0, answer.exit());
        assertEquals(
                1,
                found(answer, "warning").stream()
                        .filter(each -> each.contains("no address"))
                        .count());
    }

    @Test
    void clockThatIsHoursWrongIsMeasuredAndFailsNothing(@TempDir Path elsewhere) throws Exception {
        // Given
        TerminalRelay fast =
                new TerminalRelay(elsewhere.resolve("fast"), "fast.example", Clock.offset(CLOCK, Duration.ofHours(3)));
        fast.run();
        one.partnerWith(fast);

        // When
        TerminalRelay.Answer answer = one.type("netcheck", "--json");
        fast.close();

        // Then
        assertEquals(0, answer.exit(), answer::out);
        assertEquals(1, found(answer, "warning").size());
        assertTrue(found(answer, "warning").get(0).startsWith("clock: is "), answer::out);
        JsonNode endpoint = answer.json().get("relays").get(1).get("endpoints").get(0);
        assertTrue(Math.abs(10_800 - endpoint.get("skew_seconds").longValue()) < 30, answer::out);
    }

    @Test
    void relayThatWasNeverStartedIsToldToStart() {
        // Given
        TerminalRelay fresh = new TerminalRelay(temporary.resolve("fresh"), "fresh.example", CLOCK);

        // When
        TerminalRelay.Answer answer = fresh.type("netcheck");

        // Then
        assertEquals(1, answer.exit());
        assertFalse(fresh.complaints().isEmpty());
        assertTrue(fresh.complaints().contains("Start it with"), fresh::complaints);
    }

    private static RelayCard card(TerminalRelay relay) throws Exception {
        return home(relay).card().orElseThrow().card();
    }

    private static RelayHome home(TerminalRelay relay) throws Exception {
        return RelayHome.open(relay.root.resolve("data"), CLOCK, Entropy.system());
    }

    /** Has relay one know the partner under other endpoints. */
    private void knowAs(RelayCard card, List<String> endpoints) throws Exception {
        RelayCard another = new RelayCard(
                card.relay(),
                card.name(),
                card.sequence(),
                card.issuedAt(),
                card.expiresAt(),
                endpoints,
                card.tlsPins(),
                card.routingKeys());
        home(one).partners().add(another.sign(home(two).secrets().identity()));
    }

    /** What was found at a level, each in one line. */
    private static List<String> found(TerminalRelay.Answer answer, String level) throws Exception {
        return StreamSupport.stream(answer.json().get("relays").spliterator(), false)
                .flatMap(relay -> StreamSupport.stream(relay.get("found").spliterator(), false))
                .filter(each -> each.get("level").textValue().equals(level))
                .map(each ->
                        each.get("what").textValue() + ": " + each.get("words").textValue() + ". "
                                + each.get("remedy").textValue())
                .toList();
    }
}
