package org.waystation.ops.siege.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class TwinsTest {
    private static final double RARE = 4;

    private final SplittableRandom random = new SplittableRandom(7);
    private final Twins twins = new Twins("twins");

    @Test
    void timesOfOneDistributionDoNotTellTwoKindsApart() {
        // When
        answer(0);
        // Then
        assertTrue(Math.abs(twins.z()) < RARE, "z is " + twins.z());
    }

    @Test
    void aDifferenceThatDrownsInOneAnswerShowsInMany() {
        // When
        answer(60);
        // Then
        assertTrue(twins.z() > RARE, "z is " + twins.z());
    }

    @Test
    void answersThatDifferAreASuccessOfWhoeverGuesses() {
        // Given
        Score score = new Score();
        twins.add(true, 1, "wrong token");
        twins.add(false, 1, "no such mailbox");
        // When
        twins.tell(score);
        // Then
        Map<String, Long> sums = score.sums();
        assertEquals(
                1,
                sums.keySet().stream()
                        .filter(each -> each.startsWith(Score.SUCCESS))
                        .count());
    }

    /** Takes one to two microseconds. */
    private void answer(int longerNanos) {
        for (int i = 0; i < 4_000; i++) {
            boolean kind = random.nextBoolean();
            twins.add(kind, 1_000 + random.nextInt(1_000) + (kind ? longerNanos : 0), "no");
        }
    }
}
