package org.waystation.federation.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.LinkMessage;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.RelayId;

/** Whom a relay dials, and when. */
class DiallerTest {
    private static final RelayId ONE = Relays.relay(1);
    private static final RelayId TWO = Relays.relay(2);

    private final Dialler dialler = new Dialler(() -> 0.0);
    private final LinkTable links = new LinkTable();
    private Instant now = Instant.parse("2030-01-01T00:00:00Z");

    @Test
    void everyPartnerIsDialledOnceUntilSomethingIsHeard() {
        // Given
        List<RelayId> first = tick(ONE, TWO);

        // When
        now = now.plus(Duration.ofHours(5));
        List<RelayId> second = tick(ONE, TWO);

        // Then
        assertEquals(List.of(ONE, TWO), sorted(first));
        assertEquals(List.of(), second);
    }

    @Test
    void partnerWithALinkIsNotDialled() {
        // Given
        links.admit(readyLinkTo(2));

        // When
        List<RelayId> due = tick(ONE, TWO);

        // Then
        assertEquals(List.of(ONE), due);
    }

    @Test
    void failureIsRememberedInWordsAndTriedAgainLaterEachTime() {
        // Given
        tick(ONE);
        fail(ONE, "it cannot be reached");
        List<RelayId> atOnce = tick(ONE);
        now = now.plusMillis(500);
        List<RelayId> afterTheGrace = tick(ONE);
        fail(ONE, "it cannot be reached");
        fail(ONE, "it still cannot be reached");

        // When
        now = now.plusMillis(999);
        List<RelayId> early = tick(ONE);
        now = now.plusMillis(1);
        List<RelayId> inTime = tick(ONE);

        // Then
        assertEquals(List.of(), atOnce);
        assertEquals(List.of(ONE), afterTheGrace);
        assertEquals(List.of(), early);
        assertEquals(List.of(ONE), inTime);
        assertEquals("it still cannot be reached", dialler.trouble(ONE));
    }

    @Test
    void linkThatBecameReadyClearsTroubleAndBackoff() {
        // Given
        for (int i = 0; i < 10; i++) {
            dialler.onFailure(ONE, "it cannot be reached", now);
        }

        // When
        dialler.onLinkReady(ONE);

        // Then
        assertEquals("", dialler.trouble(ONE));
        assertEquals(List.of(ONE), tick(ONE));
    }

    @Test
    void partnerThatLeftTheRosterIsForgotten() {
        // Given
        tick(ONE);
        dialler.onFailure(ONE, "it cannot be reached", now);

        // When
        tick(TWO);

        // Then
        assertEquals("", dialler.trouble(ONE));
        assertEquals(List.of(ONE), tick(ONE, TWO));
    }

    @Test
    void attemptsAreCountedForEachPartnerSoThatEachEndpointHasItsTurn() {
        // Given
        List<Dialler.Due> all = new ArrayList<>();

        // When
        for (int i = 0; i < 3; i++) {
            for (Dialler.Due each : dialler.onTick(Set.of(ONE, TWO), links, now)) {
                all.add(each);
                fail(each.partner(), "it cannot be reached");
            }
            now = now.plus(Duration.ofHours(1));
        }

        // Then
        assertEquals(List.of(0, 1, 2), attempts(all, ONE));
        assertEquals(List.of(0, 1, 2), attempts(all, TWO));
    }

    private void fail(RelayId partner, String trouble) {
        dialler.onDialOver(partner);
        dialler.onFailure(partner, trouble, now);
    }

    private static List<Integer> attempts(List<Dialler.Due> dials, RelayId partner) {
        return dials.stream()
                .filter(each -> each.partner().equals(partner))
                .map(Dialler.Due::attempt)
                .toList();
    }

    private List<RelayId> tick(RelayId... partners) {
        return dialler.onTick(Set.of(partners), links, now).stream()
                .map(Dialler.Due::partner)
                .toList();
    }

    private static List<RelayId> sorted(Collection<RelayId> relays) {
        TreeSet<RelayId> sorted = new TreeSet<>((left, right) -> left.toByteArray()[0] - right.toByteArray()[0]);
        sorted.addAll(relays);
        return List.copyOf(sorted);
    }

    private static LinkSession readyLinkTo(int partner) {
        LinkSession.Listener deaf = new LinkSession.Listener() {
            @Override
            public void onReady(LinkSession link) {}

            @Override
            public void onCard(LinkSession link, Bytes card) {}

            @Override
            public void onRequest(LinkSession link, long correlation, LinkMessage.Forward request) {}

            @Override
            public void onResult(LinkSession link, long correlation, LinkMessage result) {}

            @Override
            public void onDown(LinkSession link) {}
        };
        LinkSession link =
                new LinkSession(Relays.hello(9, 1), Relays.relay(partner), true, new FakeWire(), deaf, Instant.EPOCH);
        link.onFrame(Frame.push(Relays.hello(partner, 1)), Instant.EPOCH);
        return link;
    }
}
