package org.waystation.client.idle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waystation.client.messenger.FakeClock;

final class IdleLockTest {
    private final FakeClock clock = new FakeClock();
    private final IdleLock lock = new IdleLock(LockAfter.parse("15m"), clock);

    @Test
    void itIsDueOnceNobodyHasPressedAKeyForSoLong() {
        // When
        clock.pass(Duration.ofMinutes(15).minusMillis(1));

        // Then
        assertFalse(lock.isDue());
        clock.pass(Duration.ofMillis(1));
        assertTrue(lock.isDue());
        assertTrue(lock.isDue(), "and stays so");
    }

    @Test
    void aKeyPressPutsItOff() {
        // Given
        clock.pass(Duration.ofMinutes(14));

        // When
        lock.keyPressed();

        // Then
        clock.pass(Duration.ofMinutes(14));
        assertFalse(lock.isDue());
        clock.pass(Duration.ofMinutes(1));
        assertTrue(lock.isDue());
    }

    @Test
    void aClockThatIsSetBackPutsItOffByTheWholeTimeOnceMoreAtMost() {
        // Given
        clock.pass(Duration.ofMinutes(10));
        clock.pass(Duration.ofDays(-365));
        assertFalse(lock.isDue());

        // When
        clock.pass(Duration.ofMinutes(15));

        // Then
        assertTrue(lock.isDue());
    }

    @Test
    void neverIsNever() {
        // Given
        IdleLock never = new IdleLock(LockAfter.parse("never"), clock);

        // When
        clock.pass(Duration.ofDays(10_000));

        // Then
        assertFalse(never.isDue());
    }

    @Test
    void theTimeIsReadAsPeopleWriteIt() {
        assertEquals(Optional.of(Duration.ofSeconds(90)), LockAfter.parse("90s").idle());
        assertEquals(Optional.of(Duration.ofHours(24)), LockAfter.parse("24h").idle());
        assertEquals("15 minutes", LockAfter.parse("15m").words());
        assertEquals("1 minute", LockAfter.parse("60s").words());
        assertEquals("90 seconds", LockAfter.parse("90s").words());
        for (String each : List.of("", "15", "m", "-5m", "1d", "4s", "25h", "0m", "99999h", "123456s", "15 m")) {
            assertThrows(IllegalArgumentException.class, () -> LockAfter.parse(each), each);
        }
    }
}
