package org.waystation.ops.simulation.curious;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LuckTest {
    @Test
    void threeCoinsAreAllRightOnceInEightTimes() {
        assertEquals(3, Luck.suspicious(3, 2, 8));
    }

    @Test
    void threeCoinsAreNeverSuspiciousIfOnceInEightTimesIsTooOften() {
        assertEquals(4, Luck.suspicious(3, 2, 9));
    }

    @Test
    void twentyDrawsOfTwentyAreSuspiciousFromNineOn() {
        assertEquals(9, Luck.suspicious(20, 20, 1_000_000));
    }
}
