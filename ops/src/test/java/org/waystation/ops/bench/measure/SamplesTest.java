package org.waystation.ops.bench.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.waystation.ops.bench.load.Tally;

final class SamplesTest {
    private static final double EXACT = 1e-9;
    private static final long SECOND = 1_000_000_000L;

    private final Samples samples = new Samples();

    private void at(int second, long answered, long delivered, boolean steady) {
        samples.add(second * SECOND, new Tally.Sums(0, answered, answered, 0, delivered, 0), steady);
    }

    @Test
    void neitherTheRiseNorTheFallCounts() {
        // Given
        at(0, 0, 0, true);
        at(1, 10, 5, true);
        at(2, 110, 85, true);
        at(3, 210, 165, true);
        at(4, 215, 215, false);
        at(9, 215, 215, false);
        // When
        Samples.Rates rates = samples.whileFull(10);
        // Then
        assertEquals(2, rates.seconds(), EXACT);
        assertEquals(100, rates.answered(), EXACT);
        assertEquals(80, rates.delivered(), EXACT);
    }

    @Test
    void aPhaseThatWasNeverFullCountsAsAWhole() {
        // Given
        at(0, 0, 0, true);
        at(1, 5, 5, false);
        at(2, 20, 20, false);
        // When
        Samples.Rates rates = samples.whileFull(100);
        // Then
        assertEquals(2, rates.seconds(), EXACT);
        assertEquals(10, rates.answered(), EXACT);
    }

    @Test
    void aDrainEndsWithTheLastDelivery() {
        // Given
        at(0, 0, 0, false);
        at(1, 0, 300, false);
        at(2, 0, 400, false);
        at(3, 0, 400, false);
        at(4, 0, 400, false);
        // When
        Samples.Rates rates = samples.untilAllWereDelivered();
        // Then
        assertEquals(2, rates.seconds(), EXACT);
        assertEquals(200, rates.delivered(), EXACT);
    }

    @Test
    void ratesOfASingleMomentAreNone() {
        // Given
        at(0, 7, 7, true);
        // When
        Samples.Rates rates = samples.whileFull(1);
        // Then
        assertEquals(0, rates.answered(), EXACT);
    }
}
