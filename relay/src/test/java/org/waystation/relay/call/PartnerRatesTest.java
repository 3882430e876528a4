package org.waystation.relay.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.limits.Lane;
import org.waystation.protocol.limits.SizeClass;

/** How much a partner may ask in a time. */
class PartnerRatesTest {
    private static final int SMALL = SizeClass.SMALL.requestBytes();
    private static final int HUGE = SizeClass.HUGE.requestBytes();
    private static final RelayId ONE = relay(1);
    private static final RelayId TWO = relay(2);

    private final PartnerLimits limits = new PartnerLimits(100, 10L * HUGE);
    private final PartnerRates rates = new PartnerRates(limits);
    private Instant now = Instant.parse("2030-01-01T00:00:00Z");

    @Test
    void partnerMayBringABurstAndThenSoManyASecondHoweverOftenItAsks() {
        // Given
        int burst = admitted(ONE, Lane.MESSAGE, SMALL, 10_000);

        // When
        int later = 0;
        for (int i = 0; i < 100; i++) {
            now = now.plusMillis(100);
            later += admitted(ONE, Lane.MESSAGE, SMALL, 1_000);
        }

        // Then
        assertEquals(200, burst);
        assertEquals(1_000, later);
    }

    @Test
    void bytesAreBoundedAlsoWhereRequestsAreFew() {
        // When
        int burst = admitted(ONE, Lane.BULK, HUGE, 1_000);
        now = now.plusSeconds(3);
        int later = admitted(ONE, Lane.BULK, HUGE, 1_000);

        // Then
        assertEquals(20, burst);
        assertEquals(20, later);
    }

    @Test
    void whoeverComesBackWhenToldIsLetThroughAndNotBefore() {
        // Given
        admitted(ONE, Lane.MESSAGE, HUGE, 1_000);
        Duration wait = rates.admit(ONE, Lane.MESSAGE, HUGE, now);

        // When
        now = now.plus(wait).minusMillis(1);
        boolean early = rates.admit(ONE, Lane.MESSAGE, HUGE, now).isZero();
        now = now.plusMillis(1);
        boolean inTime = rates.admit(ONE, Lane.MESSAGE, HUGE, now).isZero();

        // Then
        assertEquals(Duration.ofMillis(100), wait);
        assertFalse(early);
        assertTrue(inTime);
    }

    @Test
    void onePartnerTakesNothingFromAnother() {
        // Given
        admitted(ONE, Lane.MESSAGE, SMALL, 10_000);

        // When
        int others = admitted(TWO, Lane.MESSAGE, SMALL, 10_000);

        // Then
        assertEquals(200, others);
    }

    @Test
    void alertsPassWhateverTheOthersUseUpAndHaveASmallRateOfTheirOwn() {
        // Given
        admitted(ONE, Lane.MESSAGE, SMALL, 10_000);

        // When
        int alerts = admitted(ONE, Lane.ALERT, SMALL, 10_000);
        now = now.plusSeconds(1);
        int later = admitted(ONE, Lane.ALERT, SMALL, 10_000);
        int ordinary = admitted(ONE, Lane.MESSAGE, SMALL, 10_000);

        // Then
        assertEquals(PartnerLimits.MOST_ALERTS_AT_ONCE, alerts);
        assertEquals(PartnerLimits.ALERTS_PER_SECOND, later);
        assertEquals(100, ordinary);
    }

    @Test
    void clockThatIsSetBackNeitherGivesNorKeepsBackMoreThanItsStep() {
        // Given
        admitted(ONE, Lane.MESSAGE, SMALL, 10_000);

        // When
        now = now.minus(Duration.ofDays(365));
        int atOnce = admitted(ONE, Lane.MESSAGE, SMALL, 10_000);
        now = now.plusSeconds(1);
        int afterASecond = admitted(ONE, Lane.MESSAGE, SMALL, 10_000);

        // Then
        assertEquals(0, atOnce);
        assertEquals(100, afterASecond);
    }

    @Test
    void clockThatIsSetForwardGivesOneBurst() {
        // Given
        admitted(ONE, Lane.MESSAGE, SMALL, 10_000);

        // When
        now = now.plus(Duration.ofDays(36_500));

        // Then
        assertEquals(200, admitted(ONE, Lane.MESSAGE, SMALL, 10_000));
    }

    @Test
    void relaysThatAreNoPartnersAreForgotten() {
        // Given
        for (int i = 0; i < 100; i++) {
            rates.admit(relay(i), Lane.MESSAGE, SMALL, now);
        }

        // When
        rates.retain(Set.of(ONE, TWO));

        // Then
        assertEquals(2, rates.known());
    }

    @Test
    void limitsThatNoLargeRequestCouldEverPassAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new PartnerLimits(1, HUGE - 1));
        assertThrows(IllegalArgumentException.class, () -> new PartnerLimits(0, HUGE));
    }

    private int admitted(RelayId partner, Lane lane, int bytes, int asked) {
        int admitted = 0;
        for (int i = 0; i < asked; i++) {
            admitted += rates.admit(partner, lane, bytes, now).isZero() ? 1 : 0;
        }
        return admitted;
    }

    private static RelayId relay(int number) {
        byte[] id = new byte[RelayId.LENGTH_BYTES];
        id[0] = (byte) number;
        return RelayId.of(id);
    }
}
