package org.waystation.ops.simulation.people;

import java.time.Duration;
import org.waystation.ops.simulation.kernel.Chance;

/**
 * How a person uses the device.
 *
 * @param pause mean time from one use to the next
 * @param session mean time of one use
 * @param writes chance that they write when they look, while there is time
 * @param closesProgram chance that the program ends with the use; else only the connection does
 */
public record Habits(Duration pause, Duration session, double writes, double closesProgram) {
    private static final double MOST_WRITING = 0.15;
    private static final int LIVELY = 12;

    /**
     * Some look every half hour, some once in a day or two. In a small world people are livelier than in life, so that a few
     * hours of it hold enough; in a large one they are as people are.
     */
    static Habits draw(Chance chance, int people) {
        int calmer = Math.max(1, people / LIVELY);
        return new Habits(
                chance.spread(
                        Duration.ofMinutes(30).multipliedBy(calmer),
                        Duration.ofHours(24).plusHours(calmer)),
                chance.spread(Duration.ofSeconds(20), Duration.ofMinutes(5)),
                chance.fraction() * MOST_WRITING / calmer,
                chance.fraction());
    }
}
