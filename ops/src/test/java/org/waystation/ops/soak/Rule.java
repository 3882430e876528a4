package org.waystation.ops.soak;

import java.time.Duration;

/** What is expected of a curve once it has settled. Immutable. */
sealed interface Rule {

    /**
     * Stays where it is: the Theil-Sen slope, times the time looked at, is at most {@code share} of the median and
     * {@code absolute}.
     *
     * @param period of a rhythm that the relays have by design; only points whole periods apart are compared. Zero: none
     */
    record Level(double share, double absolute, Duration period) implements Rule {}

    /** The median of the last third is at most so much above that of the first. */
    record Count(double most) implements Rule {}

    /** Goes up and down below a bound that a setting of the relay gives. */
    record Below(double bound) implements Rule {}

    /** Grows by design, but not faster. */
    record GrowsAtMost(double perHour) implements Rule {}

    /** Shown only. */
    record Shown() implements Rule {}
}
