package org.waystation.ops.simulation.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ArmedTest {
    private final Armed<String> armed = new Armed<>();
    private final List<String> struck = new ArrayList<>();

    @Test
    void whatIsArmedStrikesOnceAndIsToldThen() {
        // Given
        armed.arm("fire", () -> struck.add("fire"));

        // When
        Optional<String> first = armed.strike(kind -> true);
        Optional<String> second = armed.strike(kind -> true);

        // Then
        assertEquals(Optional.of("fire"), first);
        assertEquals(Optional.empty(), second);
        assertEquals(List.of("fire"), struck);
    }

    @Test
    void aSecondOneIsTurnedAwayUntilTheFirstHasStruck() {
        // Given
        armed.arm("fire", () -> struck.add("fire"));

        // When
        boolean meanwhile = armed.arm("flood", () -> struck.add("flood"));
        armed.strike(kind -> true);
        boolean afterwards = armed.arm("flood", () -> struck.add("flood"));

        // Then
        assertFalse(meanwhile);
        assertTrue(afterwards);
        assertEquals(List.of("fire"), struck);
    }

    @Test
    void anOpportunityForSomethingElseIsNone() {
        // Given
        armed.arm("fire", () -> struck.add("fire"));

        // When
        boolean flooded = armed.strikes("flood");

        // Then
        assertFalse(flooded);
        assertTrue(armed.isArmed());
        assertEquals(List.of(), struck);
    }

    @Test
    void whatIsDisarmedNeverStrikes() {
        // Given
        armed.arm("fire", () -> struck.add("fire"));

        // When
        armed.disarm();

        // Then
        assertFalse(armed.strikes("fire"));
        assertEquals(List.of(), struck);
    }
}
