package org.waystation.federation.roster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.waystation.protocol.card.CardRefused;
import org.waystation.protocol.card.Fingerprint;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.card.RoutingKey;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.card.Tombstone;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SealingKey;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.RelayId;

class RosterTest {
    private static final Entropy ENTROPY = Entropy.system();
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final RoutingKey ROUTING_KEY =
            new RoutingKey(SealingKey.generate(ENTROPY).publicKey(), NOW, NOW.plusSeconds(1_000));
    private static final SigningKey SELF = SigningKey.generate(ENTROPY);
    private static final SigningKey KNOWN = SigningKey.generate(ENTROPY);
    private static final SigningKey OTHER = SigningKey.generate(ENTROPY);
    private static final Roster.Owner OWNER =
            new Roster.Owner(relay(SELF), Optional.of("own.example"), List.of(pin(9)));

    /** A card like that of the known partner, changed as a case wants it. */
    private record Draft(
            SigningKey identity,
            String name,
            long sequence,
            Instant issuedAt,
            Instant expiresAt,
            int pin,
            Optional<Tombstone> grave) {
        static final Draft USUAL = new Draft(
                KNOWN, "two.example", 5, NOW.minus(DAY), NOW.plus(DAY.multipliedBy(300)), 1, Optional.empty());

        Draft of(SigningKey identity) {
            return new Draft(identity, name, sequence, issuedAt, expiresAt, pin, grave);
        }

        Draft named(String name) {
            return new Draft(identity, name, sequence, issuedAt, expiresAt, pin, grave);
        }

        Draft number(long sequence) {
            return new Draft(identity, name, sequence, issuedAt, expiresAt, pin, grave);
        }

        Draft from(Instant issuedAt) {
            return new Draft(identity, name, sequence, issuedAt, expiresAt, pin, grave);
        }

        Draft until(Instant expiresAt) {
            return new Draft(identity, name, sequence, issuedAt, expiresAt, pin, grave);
        }

        Draft showing(int pin) {
            return new Draft(identity, name, sequence, issuedAt, expiresAt, pin, grave);
        }

        Draft tombstone() {
            return with(new Tombstone(NOW.plus(DAY), Optional.empty()));
        }

        Draft succeededBy(SigningKey successor) {
            return with(
                    new Tombstone(NOW.plus(DAY), Optional.of(new Tombstone.Successor("s.example", relay(successor)))));
        }

        private Draft with(Tombstone tombstone) {
            return new Draft(identity, name, sequence, issuedAt, expiresAt, pin, Optional.of(tombstone));
        }

        SignedCard sign() {
            return new RelayCard(
                            relay(identity),
                            name,
                            sequence,
                            issuedAt,
                            expiresAt,
                            List.of(name + ":4711"),
                            List.of(RosterTest.pin(pin)),
                            List.of(ROUTING_KEY),
                            grave)
                    .sign(identity);
        }
    }

    private static Arguments row(String what, UnaryOperator<Draft> change, String expected) {
        return Arguments.of(what, change.apply(Draft.USUAL), expected);
    }

    /** What a card is like, beside the known partner "two.example" with card 5 and TLS key 1; and what becomes of it. */
    static Stream<Arguments> cards() {
        return Stream.of(
                row("the known one again", card -> card, "taken"),
                row("a newer one", card -> card.number(6).showing(2), "taken"),
                row("a newer one with another name", card -> card.number(6).named("ii.example"), "taken"),
                row("an older one", card -> card.number(4).showing(2), "OLDER_THAN_KNOWN"),
                row("another of the same number", card -> card.showing(2), "TWO_OF_ONE_NUMBER"),
                row("expired", card -> card.number(6).until(NOW), "EXPIRED"),
                row("expiring in a second", card -> card.number(6).until(NOW.plusSeconds(1)), "taken"),
                row("of a clock hours ahead", card -> card.number(6).from(NOW.plus(DAY)), "taken"),
                row("of a clock days ahead", card -> card.number(6).from(NOW.plus(DAY.multipliedBy(3))), "DATED_AHEAD"),
                row("a tombstone", card -> card.number(6).tombstone(), "taken"),
                row("of nobody known", card -> card.of(OTHER).named("x.example").showing(3), "taken"),
                row("of nobody known, with a known name", card -> card.of(OTHER).showing(3), "NAME_TAKEN"),
                row(
                        "with our own name",
                        card -> card.of(OTHER).named("own.example").showing(3),
                        "NAME_TAKEN"),
                row("with a known TLS key", card -> card.of(OTHER).named("x.example"), "FOREIGN_TLS_KEY"),
                row("with our own TLS key", card -> card.number(6).showing(9), "FOREIGN_TLS_KEY"),
                row("of ourselves", card -> card.of(SELF).named("x.example").showing(3), "OWN_CARD"));
    }

    @ParameterizedTest(name = "a card that is {0}: {2}")
    @MethodSource("cards")
    void cardIsTakenOrRefusedForItsReason(String what, Draft draft, String expected) throws Exception {
        // Given
        Roster roster = Roster.EMPTY.with(Draft.USUAL.sign(), OWNER, NOW);
        // When
        String became = outcome(roster, draft.sign());
        // Then
        assertEquals(expected, became, what);
    }

    private static String outcome(Roster roster, SignedCard card) {
        try {
            Roster after = roster.with(card, OWNER, NOW);
            return after.find(card.card().relay()).orElseThrow().signed().equals(card) ? "taken" : "something else";
        } catch (CardRefused refused) {
            return refused.why().name();
        }
    }

    @Test
    void emptyRosterKnowsNobody() {
        // Then
        assertFalse(Roster.EMPTY.contains(relay(KNOWN)));
        assertEquals(Optional.empty(), Roster.EMPTY.byTlsPin(pin(1)));
        assertEquals(Optional.of(FaultCode.UNKNOWN_RELAY), Roster.EMPTY.refusalAt(relay(KNOWN), NOW));
    }

    @Test
    void laterCardReplacesAnEarlierAndItsTlsKeyCountsNoMore() throws Exception {
        // Given
        Roster before = Roster.EMPTY.with(Draft.USUAL.sign(), OWNER, NOW);
        // When
        Roster after = before.with(Draft.USUAL.number(6).showing(2).sign(), OWNER, NOW);
        // Then
        assertEquals(1, after.partners().size());
        assertEquals(Optional.empty(), after.byTlsPin(pin(1)));
        assertTrue(after.byTlsPin(pin(2)).isPresent());
    }

    @Test
    void newerCardDoesNotEndWhatTheOperatorHasSaid() throws Exception {
        // Given
        Roster held = Roster.EMPTY.with(new Partner(Draft.USUAL.sign(), Standing.QUARANTINED));
        // When
        Roster after = held.with(Draft.USUAL.number(6).sign(), OWNER, NOW);
        // Then
        Partner partner = after.find(relay(KNOWN)).orElseThrow();
        assertEquals(Standing.QUARANTINED, partner.standing());
        assertEquals(Optional.of(FaultCode.PARTNER_HELD), partner.objectionAt(NOW));
        // What is for it may wait.
        assertEquals(Optional.empty(), after.refusalAt(relay(KNOWN), NOW));
    }

    @Test
    void whoeverIsDeniedIsNoPartnerWhateverElseIsSaid() throws Exception {
        // Given
        Roster roster = Roster.EMPTY.with(Draft.USUAL.sign(), OWNER, NOW);
        // When
        Roster denying = roster.denying(relay(KNOWN));
        Roster both = denying.with(new Partner(Draft.USUAL.sign()));
        // Then
        assertFalse(denying.contains(relay(KNOWN)));
        assertFalse(both.contains(relay(KNOWN)));
        assertEquals(Optional.empty(), both.byTlsPin(pin(1)));
        assertEquals("DENIED", outcome(denying, Draft.USUAL.number(6).sign()));
        assertEquals(
                "taken",
                outcome(denying.allowing(relay(KNOWN)), Draft.USUAL.number(6).sign()));
    }

    @Test
    void relayThatIsGoneIsReachedUntilItsDayAndNeverComesBack() throws Exception {
        // Given
        Roster roster = Roster.EMPTY.with(Draft.USUAL.tombstone().sign(), OWNER, NOW);
        // When
        Partner partner = roster.find(relay(KNOWN)).orElseThrow();
        // Then
        assertTrue(partner.mayLinkAt(NOW));
        assertEquals(Optional.of(FaultCode.RELAY_RETIRED), partner.objectionAt(NOW.plus(DAY)));
        assertEquals(Optional.of(FaultCode.RELAY_RETIRED), roster.refusalAt(relay(KNOWN), NOW.plus(DAY)));
        assertEquals("RETIRED", outcome(roster, Draft.USUAL.number(6).sign()));
    }

    @Test
    void relayThatANamesakeNamesAsItsSuccessorMayHaveItsName() throws Exception {
        // Given
        SignedCard last = Draft.USUAL.number(6).succeededBy(OTHER).sign();
        Roster roster = Roster.EMPTY.with(Draft.USUAL.sign(), OWNER, NOW);
        SignedCard successor = Draft.USUAL.of(OTHER).showing(3).sign();
        // When
        String before = outcome(roster, successor);
        String after = outcome(roster.with(last, OWNER, NOW), successor);
        // Then
        assertEquals("NAME_TAKEN", before);
        assertEquals("taken", after);
    }

    @Test
    void changedTombstoneIsRefusedAndAHeldPartnersTombstoneEndsNothing() throws Exception {
        // Given
        Roster roster = Roster.EMPTY.with(Draft.USUAL.tombstone().sign(), OWNER, NOW);
        Roster held = Roster.EMPTY.with(new Partner(Draft.USUAL.tombstone().sign(), Standing.QUARANTINED));
        // When
        String changed =
                outcome(roster, Draft.USUAL.number(6).succeededBy(OTHER).sign());
        // Then
        assertEquals("RETIRED", changed);
        assertEquals(Optional.empty(), held.refusalAt(relay(KNOWN), NOW.plus(DAY)));
    }

    @Test
    void fingerprintIsMeantBeforeANameThatLooksLikeOne() throws Exception {
        // Given
        String digits = Fingerprint.of(relay(KNOWN)).replace(' ', '-');
        Roster roster = Roster.EMPTY
                .with(new Partner(Draft.USUAL.of(OTHER).named(digits).sign()))
                .with(new Partner(Draft.USUAL.sign()))
                .with(new Partner(Draft.USUAL.of(SigningKey.generate(ENTROPY)).sign()));
        // When
        List<Partner> meant = roster.meant(digits);
        // Then
        assertEquals(List.of(relay(KNOWN)), meant.stream().map(Partner::id).toList());
        assertEquals(2, roster.meant("two.example").size());
    }

    @Test
    void rosterThatIsFullTakesNewerCardsOnly() throws Exception {
        // Given
        Roster roster = Roster.EMPTY.with(Draft.USUAL.sign(), OWNER, NOW);
        for (int i = 1; i < Roster.MAX_PARTNERS; i++) {
            SigningKey identity = SigningKey.generate(ENTROPY);
            roster = roster.with(new Partner(
                    Draft.USUAL.of(identity).named("p" + i + ".example").sign()));
        }
        Roster full = roster;
        // When
        String newcomer = outcome(
                full, Draft.USUAL.of(OTHER).named("x.example").showing(3).sign());
        // Then
        assertEquals("NO_ROOM", newcomer);
    }

    @Test
    void moreRelaysThanTheBoundAreNotDenied() throws Exception {
        // Given
        Roster roster = Roster.EMPTY;
        for (int i = 0; i < 3; i++) {
            roster = roster.denying(relay(SigningKey.generate(ENTROPY)));
        }
        // When
        Roster some = roster;
        // Then
        assertEquals(3, some.denied().size());
        CardRefused refused = assertThrows(CardRefused.class, () -> denyingTooMany(some));
        assertEquals(CardRefused.Why.NO_ROOM_TO_DENY, refused.why());
    }

    private static Roster denyingTooMany(Roster roster) throws CardRefused {
        Roster denying = roster;
        for (int i = 0; i < Roster.MAX_DENIED; i++) {
            byte[] id = new byte[RelayId.LENGTH_BYTES];
            id[0] = (byte) i;
            id[1] = (byte) (i >> 8);
            denying = denying.denying(RelayId.of(id));
        }
        return denying;
    }

    @Test
    void partnersAreInTheOrderInWhichTheyWereAdded() throws Exception {
        // Given
        List<RelayId> added = new ArrayList<>();
        Roster roster = Roster.EMPTY;
        // When
        for (int i = 1; i <= 8; i++) {
            Draft draft = Draft.USUAL
                    .of(SigningKey.generate(ENTROPY))
                    .named("p" + i + ".example")
                    .showing(i);
            added.add(relay(draft.identity()));
            roster = roster.with(draft.sign(), OWNER, NOW);
        }
        // Then
        assertEquals(added, List.copyOf(roster.ids()));
        assertEquals(added, roster.partners().stream().map(Partner::id).toList());
    }

    private static RelayId relay(SigningKey identity) {
        return RelayId.of(identity.verifyingKey().bytes());
    }

    private static Bytes pin(int number) {
        byte[] pin = new byte[32];
        pin[0] = (byte) number;
        return Bytes.wrap(pin);
    }
}
