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

    /** Some look every few minutes, some twice a day. */
    static Habits draw(Chance chance) {
        return new Habits(
                chance.spread(Duration.ofMinutes(30), Duration.ofHours(24)),
                chance.spread(Duration.ofSeconds(20), Duration.ofMinutes(5)),
                chance.fraction() * MOST_WRITING,
                chance.fraction());
    }
}
