package org.waystation.ops.netcheck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waystation.ops.node.ExitCode;

class CardJudgeTest {
    private final Cards two = new Cards();

    @Test
    void cardIsGoodUntilAMonthBeforeItsEnd() {
        // Then
        assertEquals(Finding.ok(CardJudge.CARD, "the card on file expires in 31 days (number 5)"), validity(31));
        assertEquals(Level.WARNING, validity(29).level());
        assertEquals("the card on file expires in 1 day", validity(1).words());
        assertEquals(ExitCode.USER, validity(0).exit());
    }

    private Finding validity(int days) {
        Instant end = Cards.NOW.plus(Duration.ofDays(days));
        Site site = new Site(two.card(5, Cards.PIN, Cards.routingKey(), end), false, Optional.empty());
        return CardJudge.validity(site, Cards.NOW);
    }

    @Test
    void routingKeyIsGoodUntilAMonthBeforeItsEnd() {
        // Given
        Site site = new Site(two.card(), false, Optional.empty());

        // Then
        assertEquals(
                Finding.ok(CardJudge.ROUTING_KEY, "can be sealed to for 180 days"),
                CardJudge.routingKey(site, Cards.NOW));
        assertEquals(
                Level.WARNING,
                CardJudge.routingKey(site, Cards.NOW.plus(Duration.ofDays(151))).level());
        assertEquals(
                ExitCode.USER,
                CardJudge.routingKey(site, Cards.NOW.plus(Duration.ofDays(180))).exit());
    }
}
