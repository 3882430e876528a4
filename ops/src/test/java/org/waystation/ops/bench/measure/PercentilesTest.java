package org.waystation.ops.bench.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

final class PercentilesTest {
    @Test
    void microsecondsComeOutAsMilliseconds() {
        // Given
        Histogram micros = new Histogram(3);
        for (int i = 1; i <= 1_000; i++) {
            micros.recordValue(i);
        }
        // When
        Percentiles percentiles = Percentiles.of(micros);
        // Then
        assertEquals(new Percentiles(1_000, 0.5, 0.9, 0.99, 0.999, 1), percentiles);
    }

    @Test
    void ofNothingEverythingIsZero() {
        assertEquals(new Percentiles(0, 0, 0, 0, 0, 0), Percentiles.of(new Histogram(3)));
    }
}
