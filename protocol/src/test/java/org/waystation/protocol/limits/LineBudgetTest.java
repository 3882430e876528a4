package org.waystation.protocol.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How many lines somebody outside can put into a log. */
class LineBudgetTest {
    private final LineBudget<String> budget = new LineBudget<>();
    private Instant now = Instant.parse("2030-01-01T00:00:00Z");

    @Test
    void whateverHappensAHundredThousandTimesInAMinuteIsOneLineAndTheNextSaysHowOften() {
        // Given
        long lines = IntStream.range(0, 100_000)
                .mapToObj(each -> budget.onEvent("two MALFORMED", now))
                .filter(OptionalLong::isPresent)
                .count();

        // When
        now = now.plus(LineBudget.PAUSE);
        OptionalLong next = budget.onEvent("two MALFORMED", now);

        // Then
        assertEquals(1, lines);
        assertEquals(OptionalLong.of(99_999), next);
        assertEquals("; 99999 more like this were left out before it", LineBudget.leftOut(next.getAsLong()));
    }

    @Test
    void kindsAreToldApart() {
        // When
        List<OptionalLong> first = List.of(
                budget.onEvent("two MALFORMED", now),
                budget.onEvent("three MALFORMED", now),
                budget.onEvent("two OUT_OF_PLACE", now));

        // Then
        assertEquals(List.of(OptionalLong.of(0), OptionalLong.of(0), OptionalLong.of(0)), first);
        assertEquals("", LineBudget.leftOut(0));
    }

    @Test
    void kindsBeyondTheMostShareOneLineAndOneEntry() {
        // When
        long lines = IntStream.range(0, 10 * LineBudget.MOST_KINDS)
                .mapToObj(each -> budget.onEvent("kind " + each, now))
                .filter(OptionalLong::isPresent)
                .count();

        // Then
        assertEquals(LineBudget.MOST_KINDS + 1, lines);
        assertEquals(LineBudget.MOST_KINDS + 1, budget.kinds());
    }

    @Test
    void kindsThatAreOverMakeRoom() {
        // Given
        IntStream.range(0, LineBudget.MOST_KINDS).forEach(each -> budget.onEvent("kind " + each, now));

        // When
        now = now.plus(LineBudget.PAUSE);
        OptionalLong fresh = budget.onEvent("another", now);

        // Then
        assertEquals(OptionalLong.of(0), fresh);
        assertEquals(1, budget.kinds());
    }

    @Test
    void clockThatIsSetBackSilencesNothing() {
        // Given
        budget.onEvent("two MALFORMED", now);

        // When
        now = now.minus(Duration.ofDays(1));

        // Then
        assertTrue(budget.onEvent("two MALFORMED", now).isPresent());
    }
}
