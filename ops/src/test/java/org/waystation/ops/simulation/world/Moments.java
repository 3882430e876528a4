package org.waystation.ops.simulation.world;

import java.time.Duration;

/** Simulated times in the stories. */
final class Moments {
    private Moments() {}

    /** Day, hours, minutes, seconds and milliseconds since the world began. */
    static String words(Duration elapsed) {
        return String.format(
                "day %d %02d:%02d:%02d.%03d",
                elapsed.toDays(),
                elapsed.toHoursPart(),
                elapsed.toMinutesPart(),
                elapsed.toSecondsPart(),
                elapsed.toMillisPart());
    }
}
