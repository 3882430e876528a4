package org.waystation.ops.netcheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.waystation.federation.roster.Partner;
import org.waystation.federation.roster.Standing;
import org.waystation.ops.netcheck.wire.Sight;
import org.waystation.ops.netcheck.wire.Stop;
import org.waystation.ops.node.ExitCode;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.card.Tombstone;

class NetcheckTest {
    private final Cards two = new Cards();

    @Test
    void onlySoManyEndpointsAreLookedAtAtATime() throws Exception {
        // Given
        List<Site> sites = Collections.nCopies(3 * Netcheck.AT_ONCE, new Site(two.card(), false, Optional.empty()));
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CyclicBarrier together = new CyclicBarrier(Netcheck.AT_ONCE);
        Netcheck netcheck = new Netcheck(
                endpoint -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    meet(together);
                    now.decrementAndGet();
                    return two.sight(two.card());
                },
                () -> Cards.NOW);

        // When
        List<SiteReport> reports = netcheck.run(sites);

        // Then
        assertEquals(sites.size(), reports.size());
        assertEquals(Netcheck.AT_ONCE, most.get());
    }

    /** Everybody waits here for the others: the check could not end if fewer were looked at at a time. */
    private static void meet(CyclicBarrier together) {
        try {
            together.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void wrongKeyStaysAProblemAlthoughAnotherEndpointWorks() throws Exception {
        // Given
        RelayCard card = twice(two.card());
        AtomicInteger looks = new AtomicInteger();
        Netcheck netcheck = new Netcheck(
                endpoint -> looks.incrementAndGet() == 1
                        ? two.sight(card)
                        : Cards.stopped(Stop.Step.GREETING, Optional.of(Cards.pin(2))),
                () -> Cards.NOW);

        // When
        List<SiteReport> reports = netcheck.run(List.of(new Site(card, false, Optional.empty())));

        // Then
        assertEquals(ExitCode.TRUST, NetcheckPage.exit(reports));
    }

    private static RelayCard twice(RelayCard card) {
        return new RelayCard(
                card.relay(),
                card.name(),
                card.sequence(),
                card.issuedAt(),
                card.expiresAt(),
                List.of(Cards.ENDPOINT, "two.example:7444"),
                card.tlsPins(),
                card.routingKeys());
    }

    @Test
    void ownClockIsJudgedByThePartners() throws Exception {
        // Given
        Sight fast = Cards.sight(Cards.PIN, two.card().sign(two.identity).encoded(), Duration.ofHours(2));
        Netcheck netcheck = new Netcheck(endpoint -> fast, () -> Cards.NOW);
        Site partner = new Site(two.card(), false, Optional.empty());

        // When
        List<SiteReport> reports = netcheck.run(List.of(Site.own(two.card()), partner, partner));

        // Then
        assertTrue(reports.get(0).findings().stream()
                .anyMatch(each -> each.words().startsWith("this machine's clock is 2 h behind")));
        assertEquals(ExitCode.USER, NetcheckPage.exit(reports));
    }

    @Test
    void partnerThatIsHeldOrClosedIsLeftAlone() throws Exception {
        // Given
        Netcheck netcheck = new Netcheck(
                endpoint -> {
                    throw new IllegalStateException("nobody is to look");
                },
                () -> Cards.NOW);
        RelayCard card = two.card();
        Tombstone gone = new Tombstone(
                Cards.NOW.minusSeconds(1), Optional.of(new Tombstone.Successor("three.example", card.relay())));
        Site held = Site.partner(new Partner(card.sign(two.identity), Standing.QUARANTINED), Cards.NOW);
        Site closed = Site.partner(new Partner(with(card, gone).sign(two.identity)), Cards.NOW);

        // When
        List<SiteReport> reports = netcheck.run(List.of(held, closed));

        // Then
        Finding quarantined = reports.get(0).findings().get(0);
        assertEquals(Level.WARNING, quarantined.level());
        assertTrue(quarantined.words().startsWith("is quarantined here"), quarantined::words);
        assertTrue(quarantined.remedy().endsWith("relay partner resume two.example"), quarantined::remedy);
        assertEquals(
                "has been closed for good; it recommends three.example",
                reports.get(1).findings().get(0).words());
        assertEquals(ExitCode.OK, NetcheckPage.exit(reports));
    }

    private static RelayCard with(RelayCard card, Tombstone tombstone) {
        return new RelayCard(
                card.relay(),
                card.name(),
                card.sequence(),
                card.issuedAt(),
                card.expiresAt(),
                card.endpoints(),
                card.tlsPins(),
                card.routingKeys(),
                Optional.of(tombstone));
    }

    @Test
    void theWorstDecidesHowTheCommandEnds() {
        // Given
        Finding own = Finding.problem("", "", "", ExitCode.USER);
        Finding away = Finding.problem("", "", "", ExitCode.NETWORK);
        Finding distrusted = Finding.problem("", "", "", ExitCode.TRUST);

        // Then
        assertEquals(ExitCode.OK, exit(Finding.warning("", "", "")));
        assertEquals(ExitCode.NETWORK, exit(away));
        assertEquals(ExitCode.USER, exit(away, own));
        assertEquals(ExitCode.TRUST, exit(own, distrusted, away));
        assertEquals(ExitCode.OK, exit(distrusted.softened()));
    }

    private ExitCode exit(Finding... findings) {
        return NetcheckPage.exit(
                List.of(new SiteReport(new Site(two.card(), false, Optional.empty()), List.of(), List.of(findings))));
    }
}
