package org.waystation.ops.netcheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.waystation.ops.netcheck.wire.Sight;
import org.waystation.ops.netcheck.wire.Stop;
import org.waystation.ops.node.ExitCode;
import org.waystation.protocol.id.Bytes;

class SightJudgeTest {
    private final Cards two = new Cards();
    private final Site partner = new Site(two.card(), false, Optional.empty());
    private final Site own = Site.own(two.card());

    @Test
    void relayThatIsAsItsCardSaysIsOkThroughout() {
        // When
        List<Finding> findings = judge(partner, two.sight(two.card()));

        // Then
        assertEquals(
                List.of(
                        Finding.ok(
                                Cards.ENDPOINT, "answers in 12 ms: TLS 1.3, X25519MLKEM768, the pinned key, version 1"),
                        Finding.ok(SightJudge.CLOCK, "agrees with this machine's")),
                findings);
    }

    @Test
    void connectionsThatAreNotHybridAreAWarning() {
        // When
        Finding first = new SightJudge(partner, two.sight(two.card()), Cards.NOW, false)
                .findings()
                .get(0);

        // Then
        assertEquals(Level.WARNING, first.level());
        assertFalse(first.words().contains("X25519MLKEM768"));
    }

    @ParameterizedTest
    @EnumSource(Stop.Step.class)
    void everyStopHasARemedyThatSaysWhoIsToAct(Stop.Step step) {
        // When
        Finding ofPartner =
                judge(partner, Cards.stopped(step, Optional.empty())).get(0);
        Finding ofOwn = judge(own, Cards.stopped(step, Optional.empty())).get(0);

        // Then
        assertEquals(ExitCode.NETWORK, ofPartner.exit());
        assertTrue(ofPartner.remedy().contains("the operator of two.example"), ofPartner::remedy);
        assertEquals(ExitCode.USER, ofOwn.exit());
        assertFalse(ofOwn.remedy().isEmpty());
        assertFalse(ofOwn.remedy().contains("operator"), ofOwn::remedy);
    }

    @Test
    void anotherKeyWithoutASignatureIsSomebodyElse() {
        // Given
        Cards stranger = new Cards();
        Bytes strangersCard = stranger.card(9, Cards.pin(2), Cards.routingKey())
                .sign(stranger.identity)
                .encoded();

        // When
        List<Finding> shown = judge(partner, Cards.sight(Cards.pin(2), strangersCard, Duration.ZERO));
        List<Finding> silent = judge(partner, Cards.stopped(Stop.Step.GREETING, Optional.of(Cards.pin(2))));
        List<Finding> relayed = judge(
                partner,
                Cards.sight(Cards.pin(2), two.numbered(6).sign(two.identity).encoded(), Duration.ZERO));

        // Then
        assertEquals(1, shown.size());
        assertSomebodyElse(shown.get(0));
        assertSomebodyElse(silent.get(0));
        assertSomebodyElse(relayed.get(0));
    }

    private static void assertSomebodyElse(Finding finding) {
        assertEquals(ExitCode.TRUST, finding.exit());
        assertTrue(finding.words().contains("somebody else answers"), finding::words);
    }

    @Test
    void anotherKeyThatTheRelayHasSignedForTakesANewCard() {
        // Given
        Bytes newer =
                two.card(6, Cards.pin(2), Cards.routingKey()).sign(two.identity).encoded();
        Bytes older =
                two.card(4, Cards.pin(2), Cards.routingKey()).sign(two.identity).encoded();

        // When
        Finding signed =
                judge(partner, Cards.sight(Cards.pin(2), newer, Duration.ZERO)).get(0);
        Finding replayed =
                judge(partner, Cards.sight(Cards.pin(2), older, Duration.ZERO)).get(0);

        // Then
        assertEquals(ExitCode.TRUST, signed.exit());
        assertEquals(partner.newCard(), signed.remedy());
        assertSomebodyElse(replayed);
    }

    @Test
    void newerAndOlderCardsAreWarnings() {
        // When
        Finding newer = judge(partner, two.sight(two.numbered(6))).get(1);
        Finding older = judge(partner, two.sight(two.numbered(4))).get(1);
        Finding ownOlder = judge(own, two.sight(two.numbered(4))).get(1);

        // Then
        assertEquals(
                Finding.warning(
                        CardJudge.CARD, "there is a newer card than the one on file (number 6)", partner.newCard()),
                newer);
        assertEquals(Level.WARNING, older.level());
        assertTrue(older.remedy().contains("old copy"), older::remedy);
        assertEquals("start the relay again", ownOlder.remedy());
    }

    @Test
    void routingKeyThatTheRelayNoLongerNamesIsAProblem() {
        // When
        List<Finding> findings = judge(partner, two.sight(two.card(6, Cards.PIN, Cards.routingKey())));

        // Then
        assertEquals(CardJudge.ROUTING_KEY, findings.get(2).what());
        assertEquals(ExitCode.USER, findings.get(2).exit());
    }

    @Test
    void cardThatIsForgedOrOfAnotherRelayIsNotTrusted() {
        // Given
        Bytes forged = two.card().sign(new Cards().identity).encoded();
        Cards stranger = new Cards();
        Bytes anothers = stranger.card().sign(stranger.identity).encoded();

        // Then
        for (Bytes each : List.of(forged, anothers)) {
            Finding finding =
                    judge(partner, Cards.sight(Cards.PIN, each, Duration.ZERO)).get(1);
            assertEquals("the relay shows no card that is rightly signed", finding.words());
            assertEquals(ExitCode.TRUST, finding.exit());
        }
    }

    @Test
    void clockIsToldFromAMinuteOn() {
        // Then
        assertEquals(Level.OK, clock(Duration.ofMinutes(1)).level());
        assertEquals(Level.OK, clock(Duration.ofMinutes(-1)).level());
        assertTrue(clock(Duration.ofSeconds(61)).words().startsWith("is 61 s ahead of this machine's."));
        assertTrue(clock(Duration.ofHours(-3)).words().startsWith("is 3 h behind this machine's."));
        assertEquals(ExitCode.OK, clock(Duration.ofHours(-3)).exit());
    }

    private Finding clock(Duration skew) {
        Sight sight = Cards.sight(Cards.PIN, two.card().sign(two.identity).encoded(), skew);
        return judge(partner, sight).get(1);
    }

    private static List<Finding> judge(Site site, Sight sight) {
        return new SightJudge(site, sight, Cards.NOW, true).findings();
    }
}
