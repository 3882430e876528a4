package org.waystation.ops.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TallyTest {
    private final Tally tally = new Tally();

    TallyTest() {
        List.of("a", "b", "b", "c").forEach(tally::sent);
    }

    @Test
    void everythingOnceAndInOrderIsWell() {
        // Given
        tally.arrived(List.of("a", "b"));
        // When
        tally.arrived(List.of("b", "c"));
        // Then
        assertEquals(new Tally.Counts(4, 4, 0, 0, true), tally.counts());
    }

    @Test
    void oneOfTwoEqualTextsMissingIsALoss() {
        // Given
        List<String> arrived = List.of("a", "b", "c");
        // When
        tally.arrived(arrived);
        // Then
        assertEquals(new Tally.Counts(4, 3, 1, 0, false), tally.counts());
    }

    @Test
    void aTextThatComesTwiceIsADuplicate() {
        // Given
        List<String> arrived = List.of("a", "a", "b", "b", "c");
        // When
        tally.arrived(arrived);
        // Then
        assertEquals(new Tally.Counts(4, 4, 0, 1, false), tally.counts());
    }

    @Test
    void aChangedTextIsALossAndSomethingThatNobodySent() {
        // Given
        List<String> arrived = List.of("a", "b", "b", "C");
        // When
        tally.arrived(arrived);
        // Then
        assertEquals(new Tally.Counts(4, 3, 1, 1, false), tally.counts());
    }

    @Test
    void anotherOrderIsNoticed() {
        // Given
        List<String> arrived = List.of("b", "a", "b", "c");
        // When
        tally.arrived(arrived);
        // Then
        assertEquals(new Tally.Counts(4, 4, 0, 0, false), tally.counts());
    }
}
