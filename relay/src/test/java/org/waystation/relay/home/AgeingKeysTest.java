package org.waystation.relay.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.limits.Limits;

/** Routing and TLS keys as the years pass, also by a clock that is wrong for a while. */
class AgeingKeysTest {
    private static final Entropy ENTROPY = Entropy.system();
    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    @Test
    void privateKeyIsThereForAsLongAsARequestToItMayBeOnItsWayAndThenNoMore() {
        // Given
        RoutingKeys keys = RoutingKeys.none().renewed(START, ENTROPY);
        Bytes first = keys.published().get(0).id();
        Instant end = keys.published().get(0).notAfter();
        // When
        RoutingKeys late = live(keys, START, end.plus(Limits.MAX_LIFETIME));
        RoutingKeys later = live(late, end.plus(Limits.MAX_LIFETIME), end.plus(Duration.ofDays(60)));
        // Then
        assertTrue(late.find(first).isPresent());
        assertFalse(later.find(first).isPresent());
        assertTrue(later.size() <= 4, "keys pile up: " + later.size());
    }

    @Test
    void clockThatWasAheadByYearsForADayCostsNothingThatIsOnItsWay() {
        // Given
        RoutingKeys keys = live(RoutingKeys.none(), START, START.plus(Duration.ofDays(50)));
        Bytes inUse = keys.published().get(keys.size() - 1).id();
        // When
        RoutingKeys after = keys.renewed(START.plus(Duration.ofDays(3_000)), ENTROPY);
        RoutingKeys inTime = live(after, START.plus(Duration.ofDays(51)), START.plus(Duration.ofDays(300)));
        // Then
        assertTrue(after.find(inUse).isPresent());
        assertTrue(
                inTime.published().stream()
                        .anyMatch(each -> !each.notBefore().isAfter(START.plus(Duration.ofDays(299)))
                                && each.notAfter().isAfter(START.plus(Duration.ofDays(300)))),
                "no key is valid once the clock is right again");
    }

    @Test
    void aFileOfKeysThatAreValidFromOutsideTheCalendarIsDamaged() {
        // Given
        byte[] file = RoutingKeys.none().renewed(START, ENTROPY).exposeBytes();
        ByteBuffer.wrap(file).putLong(file.length - Long.BYTES, Long.MAX_VALUE);
        // Then
        assertThrows(HomeTrouble.class, () -> RoutingKeys.decode(file));
    }

    @Test
    void keysThatAreRotatedByHandAgainAndAgainStayWithinTheirBound() {
        // Given
        RoutingKeys keys = RoutingKeys.none();
        // When
        for (int i = 0; i < 20; i++) {
            keys = keys.rotated(START.plusSeconds(i), ENTROPY);
        }
        // Then
        assertEquals(8, keys.size());
        assertEquals(4, keys.published().size());
    }

    @Test
    void tlsKeyIsAnnouncedLongBeforeItIsShown() throws Exception {
        // Given
        TlsKeys young = TlsKeys.generate(START);
        // When
        TlsKeys announced = young.renewed(START.plus(TlsKeys.VALIDITY));
        TlsKeys soon = announced.renewed(START.plus(TlsKeys.VALIDITY).plus(TlsKeys.ANNOUNCED.minusDays(1)));
        TlsKeys read = TlsKeys.fromPem(announced.toPem());
        TlsKeys shown = read.renewed(START.plus(TlsKeys.VALIDITY).plus(TlsKeys.ANNOUNCED));
        // Then
        assertSame(young, young.renewed(START.plus(TlsKeys.VALIDITY).minus(Duration.ofDays(1))));
        assertEquals(2, announced.pins().size());
        assertEquals(young.pins().get(0), announced.pins().get(0));
        assertSame(announced, soon);
        assertEquals(announced.pins(), read.pins());
        assertEquals(List.of(announced.pins().get(1)), shown.pins());
        assertNotEquals(young.pins(), shown.pins());
    }

    @Test
    void nextTlsKeyThatWasMadeByAClockFarAheadIsMadeAgain() {
        // Given
        TlsKeys keys = TlsKeys.generate(START).renewed(START.plus(Duration.ofDays(3_000)));
        // When
        TlsKeys after = keys.renewed(START.plus(TlsKeys.VALIDITY));
        // Then
        assertEquals(keys.pins().get(0), after.pins().get(0));
        assertNotEquals(keys.pins().get(1), after.pins().get(1));
    }

    @Test
    void fileWithAnythingButOneOrTwoKeysIsRefused() {
        // Given
        String one = TlsKeys.generate(START).toPem();
        // Then
        for (String text : List.of("", "no key", one + one + one, one + one.substring(0, one.length() / 2))) {
            assertThrows(IOException.class, () -> TlsKeys.fromPem(text));
        }
    }

    /** A relay that looks at its keys each day. */
    private static RoutingKeys live(RoutingKeys keys, Instant from, Instant to) {
        RoutingKeys now = keys;
        for (Instant day = from; !day.isAfter(to); day = day.plus(Duration.ofDays(1))) {
            now = now.renewed(day, ENTROPY);
        }
        return now;
    }
}
