package org.waystation.ops.simulation.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WordsTest {
    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 s",
        "PT0.12S, 120 ms",
        "PT59.9S, 59 s",
        "PT1M, 1 min",
        "PT5M6S, 5 min 6 s",
        "PT4H5M6S, 4 h 5 min",
        "P3DT4H59M, 3 d 4 h",
        "P3DT59M, 3 d",
        "P1234D, '1,234 d'"
    })
    void aTimeIsToldInItsTwoGreatestUnits(Duration time, String expected) {
        // When
        String words = Words.time(time);
        // Then
        assertEquals(expected, words);
    }

    @ParameterizedTest
    @CsvSource({"PT1H2M3S, 01:02:03", "P3DT4H5M6.9S, 3 d 04:05:06"})
    void aMomentIsToldToTheSecond(Duration since, String expected) {
        // When
        String words = Words.moment(since);
        // Then
        assertEquals(expected, words);
    }

    @ParameterizedTest
    @CsvSource({
        "PT24H, PT10S, 2.4 simulated hours in a second",
        "PT10000H, PT0.5S, '20,000 simulated hours in a second'",
        "PT24H, PT0S, ''"
    })
    void aSpeedIsHoursInASecond(Duration simulated, Duration took, String expected) {
        // When
        String words = Words.speed(simulated, took);
        // Then
        assertEquals(expected, words);
    }

    @Test
    void oneIsNotMany() {
        // Given
        long many = 1_234;
        // When
        String words = Words.count(1, "world") + ", " + Words.count(many, "world");
        // Then
        assertEquals("1 world, 1,234 worlds", words);
    }
}
