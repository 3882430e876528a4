package org.waystation.client.idle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class TimeInWordsTest {
    private static String atMost(long millis) {
        return TimeInWords.atMost(Duration.ofMillis(millis));
    }

    @Test
    void aTimeIsSaidExactly() {
        assertEquals("1 second", TimeInWords.of(Duration.ofSeconds(1)));
        assertEquals("90 seconds", TimeInWords.of(Duration.ofSeconds(90)));
        assertEquals("1 minute", TimeInWords.of(Duration.ofMinutes(1)));
        assertEquals("150 seconds", TimeInWords.of(Duration.ofSeconds(150)));
        assertEquals("60 minutes", TimeInWords.of(Duration.ofHours(1)));
        assertEquals("0 seconds", TimeInWords.of(Duration.ZERO));
    }

    @Test
    void whoeverIsToComeBackIsNeverSentTooEarly() {
        assertEquals("1 second", atMost(1));
        assertEquals("10 seconds", atMost(10_000));
        assertEquals("11 seconds", atMost(10_001));
        assertEquals("119 seconds", atMost(119_000));
        assertEquals("2 minutes", atMost(119_001));
        assertEquals("3 minutes", atMost(120_001));
        assertEquals("22 minutes", atMost(1_280_000));
    }
}
