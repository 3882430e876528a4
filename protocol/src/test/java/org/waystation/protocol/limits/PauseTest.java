package org.waystation.protocol.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PauseTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final Duration TINY = Duration.ofNanos(1);

    @ParameterizedTest
    @CsvSource({"-1, 2", "0, 2", "1, 4", "2, 8", "10, 2048", "11, 3600", "12, 3600", "2147483647, 3600"})
    void aPauseDoublesUpToTheLongest(int times, long seconds) {
        // When
        Duration pause = Pause.doubled(Duration.ofSeconds(2), times, Pause.LONGEST);

        // Then
        assertEquals(Duration.ofSeconds(seconds), pause);
    }

    @Test
    void aFirstPauseBeyondTheLongestIsCutDown() {
        // When
        Duration pause = Pause.doubled(Duration.ofHours(2), 0, Pause.LONGEST);

        // Then
        assertEquals(Pause.LONGEST, pause);
    }

    @Test
    void nobodyIsWaitedForLongerThanTheLongestHoweverMuchTheyAskFor() {
        // When
        Duration asked = Pause.capped(Duration.ofSeconds(Long.MAX_VALUE));
        Duration less = Pause.capped(Duration.ofMinutes(59));

        // Then
        assertEquals(Pause.LONGEST, asked);
        assertEquals(Duration.ofMinutes(59), less);
    }

    @Test
    void aPauseLastsUntilItsMomentHasCome() {
        // When
        boolean before = Pause.lasts(NOW.plus(TINY), NOW, Pause.LONGEST);
        boolean then = Pause.lasts(NOW, NOW, Pause.LONGEST);
        boolean never = Pause.lasts(Instant.MIN, NOW, Pause.LONGEST);

        // Then
        assertTrue(before);
        assertFalse(then);
        assertFalse(never);
    }

    @Test
    void aMomentFurtherAwayThanAnyPauseIsOfAWrongClockAndIsNotWaitedFor() {
        // Given
        Instant last = NOW.plus(Pause.LONGEST);

        // When
        boolean longest = Pause.lasts(last, NOW, Pause.LONGEST);
        boolean beyond = Pause.lasts(last.plus(TINY), NOW, Pause.LONGEST);

        // Then
        assertTrue(longest);
        assertFalse(beyond);
    }
}
