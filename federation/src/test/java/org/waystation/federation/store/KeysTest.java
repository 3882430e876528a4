package org.waystation.federation.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeysTest {
    @Test
    void numbersSortAsTheyCount() {
        // Given
        Random random = new Random(1);

        for (int i = 0; i < 10_000; i++) {
            long left = random.nextLong() >>> random.nextInt(1, 64);
            long right = random.nextLong() >>> random.nextInt(1, 64);

            // When
            int order = Arrays.compareUnsigned(Keys.number(left), Keys.number(right));

            // Then
            assertEquals(Integer.signum(Long.compare(left, right)), Integer.signum(order));
        }
    }

    @Test
    void partsStandOneAfterTheOtherAndNumbersAreFoundAgain() {
        // Given
        byte[] key = Keys.of(new byte[] {1, 2}, Keys.small(3), Keys.number(4));

        // When
        long number = Keys.numberAt(key, 3);

        // Then
        assertEquals(4, number);
        assertArrayEquals(new byte[] {1, 2, 3, 0, 0, 0, 0, 0, 0, 0, 4}, key);
    }

    @Test
    void endOfAPrefixIsAfterEverythingThatStartsWithItAndBeforeTheNext() {
        // Given
        byte[] prefix = {5, (byte) 0xFF, (byte) 0xFF};

        // When
        byte[] end = Keys.endOf(prefix);

        // Then
        byte[] last = Keys.of(prefix, new byte[] {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF});
        assertTrue(Arrays.compareUnsigned(last, end) < 0);
        assertTrue(Arrays.compareUnsigned(end, new byte[] {6, 0, 0}) <= 0);
    }

    @Test
    void nothingComesAfterAPrefixOfAllOnes() {
        // Given
        byte[] ones = {(byte) 0xFF, (byte) 0xFF};

        // When, Then
        assertThrows(IllegalArgumentException.class, () -> Keys.endOf(ones));
    }
}
