package org.waystation.ops.faults.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class WeatherTest {
    @Test
    void aNarrowLinkTakesTheTimeThatItsBytesNeed() {
        // When
        long nanos = Weather.narrow(4_000).pace(1_000);
        // Then
        assertEquals(TimeUnit.MILLISECONDS.toNanos(250), nanos);
    }

    @Test
    void aLinkThatLosesEverySegmentDies() {
        // When
        OptionalLong stall = Weather.lossy(1).stall(new SplittableRandom(1));
        // Then
        assertEquals(OptionalLong.empty(), stall);
    }

    @Test
    void aLinkStallsAsOftenAsItLoses() {
        // Given
        SplittableRandom chance = new SplittableRandom(1);
        Weather weather = Weather.lossy(0.3);
        int segments = 100_000;
        int late = 0;
        // When
        for (int i = 0; i < segments; i++) {
            OptionalLong stall = weather.stall(chance);
            late += stall.isEmpty() || stall.getAsLong() > 0 ? 1 : 0;
        }
        // Then
        assertEquals(0.3, (double) late / segments, 0.01);
    }
}
