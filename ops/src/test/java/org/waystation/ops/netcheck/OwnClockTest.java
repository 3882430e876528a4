package org.waystation.ops.netcheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waystation.ops.node.ExitCode;

class OwnClockTest {
    @Test
    void whoseClockIsWrongIsKnownOnceTwoPartnersAgree() {
        // Given
        Duration hours = Duration.ofHours(2);
        Duration fine = Duration.ofSeconds(1);

        // Then
        assertTrue(OwnClock.judge(List.of()).isEmpty());
        assertTrue(OwnClock.judge(List.of(hours)).isEmpty());
        assertTrue(OwnClock.judge(List.of(hours, fine)).isEmpty());
        assertTrue(OwnClock.judge(List.of(hours, hours.negated())).isEmpty());
        Finding behind = OwnClock.judge(List.of(hours, Duration.ofHours(4))).orElseThrow();
        assertEquals("this machine's clock is 2 h behind those of all partners that answer", behind.words());
        assertEquals(ExitCode.USER, behind.exit());
    }
}
