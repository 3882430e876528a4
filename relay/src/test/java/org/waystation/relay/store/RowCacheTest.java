package org.waystation.relay.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waystation.federation.store.Keys;
import org.waystation.federation.store.Table;

class RowCacheTest {
    private static final Table ONE = new Table("one");
    private static final Table TWO = new Table("two");

    private final RowCache cache = new RowCache();

    @Test
    void rowIsFoundInItsTableOnly() {
        // When
        cache.put(ONE, Keys.number(1), Keys.number(7));
        // Then
        assertArrayEquals(Keys.number(7), cache.find(ONE, Keys.number(1)).orElseThrow());
        assertEquals(Optional.empty(), cache.find(TWO, Keys.number(1)));
        assertEquals(Optional.empty(), cache.find(ONE, Keys.number(2)));
    }

    @Test
    void cacheKeepsTheRowsThatWereUsedLast() {
        // Given
        for (int i = 0; i < RowCache.MAX_ROWS; i++) {
            cache.put(ONE, Keys.number(i), Keys.number(i));
        }
        cache.find(ONE, Keys.number(0));
        // When
        cache.put(ONE, Keys.number(RowCache.MAX_ROWS), Keys.number(7));
        // Then
        assertEquals(RowCache.MAX_ROWS, cache.size());
        assertTrue(cache.find(ONE, Keys.number(0)).isPresent());
        assertEquals(Optional.empty(), cache.find(ONE, Keys.number(1)));
    }

    @Test
    void rowThatHasGrownTooLargeIsForgottenRatherThanKeptAsItWas() {
        // Given
        cache.put(ONE, Keys.number(1), Keys.number(7));
        // When
        cache.put(ONE, Keys.number(1), new byte[RowCache.MAX_VALUE_BYTES + 1]);
        // Then
        assertEquals(Optional.empty(), cache.find(ONE, Keys.number(1)));
    }
}
