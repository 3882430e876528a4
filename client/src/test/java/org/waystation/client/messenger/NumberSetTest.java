package org.waystation.client.messenger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class NumberSetTest {
    @Test
    void itHoldsTheSameNumbersAsASlowSet() {
        // Given
        Random random = new Random(11);
        NumberSet set = new NumberSet();
        TreeSet<Long> slow = new TreeSet<>();

        // When
        for (int i = 0; i < 2_000; i++) {
            long number = 1L + random.nextInt(300);
            set.add(number);
            slow.add(number);
            if (random.nextInt(4) == 0) {
                long lowest = slow.first();
                slow.remove(lowest);
                assertEquals(List.of(lowest), set.removeLowest(1).toList());
            }
        }

        // Then
        assertEquals(List.copyOf(slow), set.toList());
        assertEquals(List.copyOf(slow), NumberSet.of(set.toRows()).toList());
        assertEquals(slow.size(), set.size());
    }

    @Test
    void neighboursBecomeOneRange() {
        // Given
        NumberSet set = new NumberSet();

        // When
        List.of(1L, 3L, 2L).forEach(set::add);

        // Then
        assertEquals(1, set.rangeCount());
        assertEquals(3, set.highest());
    }

    @Test
    void numbersAreListedFromAnyOfThemOnWhetherItIsInTheSetOrNot() {
        // Given
        NumberSet set = new NumberSet();
        List.of(1L, 2L, 3L, 7L, 8L).forEach(set::add);

        // When
        List<Long> within = set.from(2, 3);
        List<Long> between = set.from(5, 3);

        // Then
        assertEquals(List.of(2L, 3L, 7L), within);
        assertEquals(List.of(7L, 8L), between);
        assertEquals(List.of(), set.from(9, 3));
    }
}
