package org.waystation.ops.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Made-up curves of 48 minutes, a point each ten seconds, as they are left of an hour after its warm-up. */
final class FlatnessTest {
    private static final double MIB = 1 << 20;
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final Rule HEAP = new Rule.Level(0.05, MIB, Duration.ZERO);
    private static final Rule ROWS = new Rule.Level(0.1, 500, TEN_MINUTES);
    private static final int POINTS = 288;

    private final SplittableRandom chance = new SplittableRandom(7);

    private static List<Curve.Point> curve(int points, DoubleUnaryOperator valueAtSecond) {
        Curve curve = new Curve();
        for (int i = 0; i < points; i++) {
            double second = 720 + 10.0 * i;
            curve.add(second, valueAtSecond.applyAsDouble(second));
        }
        return curve.points();
    }

    private static List<Curve.Point> curve(DoubleUnaryOperator valueAtSecond) {
        return curve(POINTS, valueAtSecond);
    }

    private double noise(double most) {
        return (chance.nextDouble() * 2 - 1) * most;
    }

    @Test
    void aLeakOfOneHandleAMinuteIsFound() {
        // When
        Flatness.Finding found =
                Flatness.judge(curve(second -> 120 + Math.floor(second / 60 + noise(4))), new Rule.Count(6));
        // Then
        assertFalse(found.flat());
        assertEquals(60, found.perHour(), 2);
    }

    @Test
    void handlesThatComeAndGoAreFlat() {
        assertTrue(Flatness.judge(curve(second -> 120 + Math.round(noise(15))), new Rule.Count(6))
                .flat());
    }

    @Test
    void aSawtoothHeapIsFlat() {
        assertTrue(Flatness.judge(curve(second -> 20 * MIB + second % 90 / 90 * 12 * MIB), HEAP)
                .flat());
    }

    @Test
    void aLeakBelowASawtoothHeapIsFound() {
        // When
        Flatness.Finding found = Flatness.judge(
                curve(second -> 20 * MIB + second % 90 / 90 * 12 * MIB + second / 3_600 * 8 * MIB), HEAP);
        // Then
        assertFalse(found.flat());
        assertEquals(8 * MIB, found.perHour(), MIB);
    }

    @Test
    void aFewOutliersAreNoGrowth() {
        assertTrue(Flatness.judge(curve(second -> second > 3_400 ? 200 * MIB : 20 * MIB + noise(MIB / 2)), HEAP)
                .flat());
    }

    @Test
    void whatIsDeletedEachTenMinutesIsFlatThoughItGrowsInBetween() {
        assertTrue(Flatness.judge(curve(second -> 30_000 + second % 600 * 100), ROWS)
                .flat());
    }

    @Test
    void oneRowInAHundredThatIsNeverDeletedIsFound() {
        // When
        Flatness.Finding found = Flatness.judge(curve(second -> 30_000 + second % 600 * 100 + second * 5), ROWS);
        // Then
        assertFalse(found.flat());
        assertEquals(18_000, found.perHour(), 1);
    }

    @Test
    void aRhythmThatWasNotSeenTwiceIsNotJudged() {
        assertFalse(Flatness.judge(curve(90, second -> second * 100), ROWS).judged());
    }

    @Test
    void aFewPointsAreNotJudged() {
        assertFalse(Flatness.judge(curve(5, second -> second * 100), new Rule.Count(1))
                .judged());
    }

    @Test
    void whatStaysBelowItsBoundMayMoveAndWhatDoesNotIsFound() {
        assertTrue(Flatness.judge(curve(second -> second % 400 / 400 * 190), new Rule.Below(200))
                .flat());
        assertFalse(Flatness.judge(curve(second -> second % 400 / 400 * 210), new Rule.Below(200))
                .flat());
    }

    @Test
    void aRunThatIsTooShortDoesNotSayThatNothingGrows() {
        assertEquals("Every promise was kept, and nothing grows.", Report.verdict(true, 0, 40));
        assertEquals(
                "Every promise was kept. The run was too short to judge 12 of 40 lines; of the others none grows.",
                Report.verdict(true, 12, 40));
        assertEquals("Not as it should be: see above.", Report.verdict(false, 12, 40));
    }

    @Test
    void whatGrowsByDesignMayNotGrowFaster() {
        assertTrue(Flatness.judge(curve(second -> second / 3_600 * 900), new Rule.GrowsAtMost(1_000))
                .flat());
        assertFalse(Flatness.judge(curve(second -> second / 3_600 * 1_100), new Rule.GrowsAtMost(1_000))
                .flat());
    }
}
