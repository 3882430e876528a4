package org.waystation.client.idle;

import java.time.Duration;

/** A length of time as people say it. */
public final class TimeInWords {
    private static final long MINUTE = 60;

    private TimeInWords() {}

    /** As in "15 minutes" or "90 seconds": exact, for a time of whole seconds. */
    public static String of(Duration time) {
        long seconds = time.toSeconds();
        return seconds >= MINUTE && seconds % MINUTE == 0
                ? plural(seconds / MINUTE, "minute")
                : plural(seconds, "second");
    }

    /**
     * For somebody who is to come back after it, and not too early: rounded up, from two minutes on to whole minutes.
     */
    public static String atMost(Duration time) {
        long seconds = roundedUp(time.toMillis(), 1_000);
        return of(Duration.ofSeconds(seconds < 2 * MINUTE ? seconds : roundedUp(seconds, MINUTE) * MINUTE));
    }

    private static long roundedUp(long number, long unit) {
        return (number + unit - 1) / unit;
    }

    private static String plural(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }
}
