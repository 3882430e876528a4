package org.waystation.client.vault.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class WrongTriesTest {
    private static final Instant NOW = Instant.parse("2027-03-01T12:00:00Z");

    private static WrongTries after(int count) {
        return new WrongTries(count, NOW);
    }

    @Test
    void threeAreFreeAndThenThePauseDoublesUpToAnHour() {
        // When
        List<Long> pauses = IntStream.rangeClosed(0, 15)
                .mapToObj(count -> after(count).left(NOW).toSeconds())
                .toList();

        // Then
        assertEquals(
                List.of(0L, 0L, 0L, 0L, 10L, 20L, 40L, 80L, 160L, 320L, 640L, 1_280L, 2_560L, 3_600L, 3_600L, 3_600L),
                pauses);
        assertEquals(WrongTries.LONGEST_PAUSE, after(1_000_000).oneMore(NOW).left(NOW));
    }

    @Test
    void aPauseRunsOut() {
        assertEquals(Duration.ofSeconds(1), after(4).left(NOW.plusSeconds(9)));
        assertEquals(Duration.ZERO, after(4).left(NOW.plusSeconds(10)));
        assertEquals(Duration.ZERO, after(4).left(NOW.plus(Duration.ofDays(10_000))));
    }

    @Test
    void aClockThatWasSetBackByYearsCostsOnePauseAndNoMore() {
        // Given
        Instant back = NOW.minus(Duration.ofDays(3_650));

        // When
        WrongTries seen = after(4).seenAt(back);

        // Then
        assertEquals(Duration.ofSeconds(10), after(4).left(back));
        assertEquals(Duration.ofSeconds(4), seen.left(back.plusSeconds(6)));
        assertEquals(Duration.ZERO, seen.left(back.plusSeconds(10)));
    }

    @Test
    void aClockThatIsSetForwardDoesNotMakeTheTriesForgotten() {
        // Given
        Instant forward = NOW.plus(Duration.ofDays(3_650));

        // When
        WrongTries next = after(9).oneMore(forward);

        // Then
        assertEquals(Duration.ofSeconds(640), next.left(forward));
    }

    @Test
    void noTryIsForgottenByCountingTooManyOfThem() {
        // When
        WrongTries tries = new WrongTries(1_000_000, NOW).oneMore(NOW);

        // Then
        assertEquals(1_000_000, tries.count());
        assertTrue(tries.left(NOW).compareTo(WrongTries.LONGEST_PAUSE) <= 0);
    }
}
