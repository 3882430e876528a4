package org.waystation.federation.roster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.card.CardRefused;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.card.RoutingKey;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SealingKey;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.RelayId;

class RosterTest {
    private static final Entropy ENTROPY = Entropy.system();
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final RoutingKey ROUTING_KEY =
            new RoutingKey(SealingKey.generate(ENTROPY).publicKey(), NOW, NOW.plusSeconds(1_000));

    private final SigningKey identity = SigningKey.generate(ENTROPY);

    @Test
    void emptyRosterKnowsNobody() {
        // Given
        SignedCard card = card(identity, 1, pin(1));

        // When
        Roster roster = Roster.EMPTY;

        // Then
        assertFalse(roster.contains(card.card().relay()));
        assertEquals(Optional.empty(), roster.byTlsPin(pin(1)));
        assertEquals(0, roster.partners().size());
    }

    @Test
    void partnerIsFoundByItsIdentityAndByItsTlsKey() throws Exception {
        // Given
        SignedCard card = card(identity, 1, pin(1));
        SignedCard other = card(SigningKey.generate(ENTROPY), 1, pin(2));

        // When
        Roster roster = Roster.EMPTY.with(card).with(other);

        // Then
        assertEquals(card, roster.find(card.card().relay()).orElseThrow().signed());
        assertEquals(other.card().relay(), roster.byTlsPin(pin(2)).orElseThrow().id());
        assertEquals(Optional.empty(), roster.byTlsPin(pin(3)));
        assertTrue(Roster.EMPTY.partners().isEmpty());
    }

    @Test
    void laterCardReplacesAnEarlierAndItsTlsKeyCountsNoMore() throws Exception {
        // Given
        Roster before = Roster.EMPTY.with(card(identity, 1, pin(1)));

        // When
        Roster after = before.with(card(identity, 2, pin(2)));

        // Then
        assertEquals(1, after.partners().size());
        assertEquals(Optional.empty(), after.byTlsPin(pin(1)));
        assertTrue(after.byTlsPin(pin(2)).isPresent());
    }

    @Test
    void earlierCardIsRefused() throws Exception {
        // Given
        Roster roster = Roster.EMPTY.with(card(identity, 2, pin(2)));

        // When
        CardRefused refused = assertThrows(CardRefused.class, () -> roster.with(card(identity, 1, pin(1))));

        // Then
        assertEquals(CardRefused.Why.OLDER_THAN_KNOWN, refused.why());
    }

    @Test
    void sameCardAgainChangesNothing() throws Exception {
        // Given
        SignedCard card = card(identity, 2, pin(2));
        Roster roster = Roster.EMPTY.with(card);

        // When
        Roster again = roster.with(card);

        // Then
        assertEquals(roster.ids(), again.ids());
        assertEquals(card, again.find(card.card().relay()).orElseThrow().signed());
    }

    @Test
    void partnersAreInTheOrderInWhichTheyWereAdded() throws Exception {
        // Given
        List<RelayId> added = new ArrayList<>();
        Roster roster = Roster.EMPTY;

        // When
        for (int i = 1; i <= 10; i++) {
            SignedCard card = card(SigningKey.generate(ENTROPY), 1, pin(i));
            added.add(card.card().relay());
            roster = roster.with(card);
        }

        // Then
        assertEquals(added, List.copyOf(roster.ids()));
        assertEquals(added, roster.partners().stream().map(Partner::id).toList());
    }

    private static Bytes pin(int number) {
        byte[] pin = new byte[32];
        pin[0] = (byte) number;
        return Bytes.wrap(pin);
    }

    private static SignedCard card(SigningKey identity, long sequence, Bytes pin) {
        return new RelayCard(
                        RelayId.of(identity.verifyingKey().bytes()),
                        "one.example",
                        sequence,
                        NOW,
                        NOW.plusSeconds(1_000),
                        List.of("one.example:4711"),
                        List.of(pin),
                        List.of(ROUTING_KEY))
                .sign(identity);
    }
}
