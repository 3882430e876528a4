package org.waystation.ops.soak;

import java.time.Duration;

/** Something that is to happen again and again, at once first. One thread. */
final class Rhythm {
    private final double every;
    private double next;
    private double last;

    Rhythm(Duration every) {
        this.every = every.toMillis() / 1_000.0;
    }

    /** Whether it is time; what was missed is not made up for. */
    boolean isDue(double seconds) {
        if (seconds < next) {
            return false;
        }
        last = seconds;
        next = Math.max(next + every, seconds);
        return true;
    }

    double sinceLast(double seconds) {
        return seconds - last;
    }
}
