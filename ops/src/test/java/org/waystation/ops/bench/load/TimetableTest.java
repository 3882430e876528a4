package org.waystation.ops.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class TimetableTest {
    @Test
    void messagesAreDueAtEvenDistances() {
        // When
        Timetable timetable = new Timetable(1_000, 200);
        // Then
        assertEquals(1_000, timetable.dueAt(0));
        assertEquals(5_001_000, timetable.dueAt(1));
        assertEquals(1_000_001_000L, timetable.dueAt(200));
    }

    @Test
    void aRateThatDoesNotDivideASecondDoesNotDrift() {
        // When
        Timetable timetable = new Timetable(0, 3);
        // Then
        assertEquals(333_333_333, timetable.dueAt(1));
        assertEquals(1_000_000_000L * 100_000, timetable.dueAt(300_000));
    }

    @Test
    void aClockThatBeganLongAgoOrInTheNegativeServesAsWell() {
        // When
        Timetable timetable = new Timetable(-7_000_000_000_000_000_000L, 1);
        // Then
        assertEquals(-6_999_999_999_000_000_000L, timetable.dueAt(1));
    }

    @Test
    void thereIsNoRateBelowOneASecond() {
        assertThrows(IllegalArgumentException.class, () -> new Timetable(0, 0));
    }
}
