package org.waystation.federation.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final double ALMOST_ONE = Math.nextDown(1.0);

    @Test
    void firstTryIsAtOnceAndTheFirstFailureCostsOnlyTheGrace() {
        // Given
        Backoff backoff = new Backoff(() -> 0.5);
        boolean before = backoff.mayTry(NOW);

        // When
        backoff.onFailure(NOW);

        // Then
        assertTrue(before);
        assertFalse(backoff.mayTry(NOW.plus(Backoff.GRACE).minusNanos(1)));
        assertTrue(backoff.mayTry(NOW.plus(Backoff.GRACE)));
    }

    @Test
    void waitDoublesWithEachFailureUpToTheCap() {
        // Given
        Backoff backoff = new Backoff(() -> ALMOST_ONE);

        // When
        List<Long> seconds = waits(backoff, 16);

        // Then
        assertEquals(
                List.of(0L, 1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 512L, 1_024L, 2_048L, 3_600L, 3_600L, 3_600L),
                seconds);
    }

    @Test
    void waitStaysAtTheCapForAnyNumberOfFailures() {
        // Given
        Backoff backoff = new Backoff(() -> ALMOST_ONE);

        // When
        List<Long> seconds = waits(backoff, 5_000);

        // Then
        assertEquals(3_600L, seconds.get(4_999));
        assertTrue(seconds.stream().allMatch(each -> each <= Backoff.CAP.toSeconds()));
    }

    @Test
    void jitterTakesAwayAtMostHalf() {
        // Given
        Backoff backoff = new Backoff(() -> 0.0);
        backoff.onFailure(NOW);
        backoff.onFailure(NOW);

        // When
        backoff.onFailure(NOW);

        // Then
        assertEquals(NOW.plus(Duration.ofSeconds(1)), backoff.nextTry());
    }

    @Test
    void timeFurtherAwayThanTheCapIsOfAWrongClockAndIsNotWaitedFor() {
        // Given
        Backoff backoff = new Backoff(() -> ALMOST_ONE);
        backoff.onFailure(NOW);
        Duration ahead = Backoff.CAP.minus(Backoff.GRACE);

        // When
        boolean atTheCap = backoff.mayTry(NOW.minus(ahead));
        boolean beyondIt = backoff.mayTry(NOW.minus(ahead).minusNanos(1));

        // Then
        assertFalse(atTheCap);
        assertTrue(beyondIt);
    }

    @Test
    void signOfLifeClearsEverything() {
        // Given
        Backoff backoff = new Backoff(() -> 0.5);
        waits(backoff, 10);

        // When
        backoff.onSignOfLife();

        // Then
        assertTrue(backoff.mayTry(NOW));
        assertEquals(0, backoff.failures());
        backoff.onFailure(NOW);
        assertEquals(NOW.plus(Backoff.GRACE), backoff.nextTry());
    }

    /** Whole seconds, rounded, after each of so many failures. */
    private static List<Long> waits(Backoff backoff, int failures) {
        List<Long> seconds = new ArrayList<>();
        for (int i = 0; i < failures; i++) {
            backoff.onFailure(NOW);
            long millis = Duration.between(NOW, backoff.nextTry()).toMillis();
            seconds.add(i == 0 ? millis / 1_000 : Math.round(millis / 1_000.0));
        }
        return seconds;
    }
}
