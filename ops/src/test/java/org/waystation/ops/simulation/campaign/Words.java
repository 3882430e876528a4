package org.waystation.ops.simulation.campaign;

import java.time.Duration;
import java.util.Locale;

/** Numbers and times as a person reads them; the same on every machine. */
final class Words {
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final double SECONDS_PER_HOUR = 3_600;

    private Words() {}

    /** With a comma for every thousand. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A number and its noun, which only needs an s to be many. */
    static String count(long number, String noun) {
        return count(number) + " " + noun + (number == 1 ? "" : "s");
    }

    /** How long, in its two greatest units: {@code 3 d 4 h}. */
    static String time(Duration time) {
        if (time.toDays() > 0) {
            return two(time.toDays(), "d", time.toHoursPart(), "h");
        }
        if (time.toHours() > 0) {
            return two(time.toHours(), "h", time.toMinutesPart(), "min");
        }
        if (time.toMinutes() > 0) {
            return two(time.toMinutes(), "min", time.toSecondsPart(), "s");
        }
        return time.toSeconds() > 0 || time.toMillis() == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    /** When, counted from the beginning of the world: {@code 3 d 04:05:06}. */
    static String moment(Duration since) {
        String clock = String.format(
                Locale.ROOT, "%02d:%02d:%02d", since.toHoursPart(), since.toMinutesPart(), since.toSecondsPart());
        return since.toDays() == 0 ? clock : since.toDays() + " d " + clock;
    }

    /** Simulated hours in each second that it took; empty if it was too short to say. */
    static String speed(Duration simulated, Duration took) {
        if (simulated.isZero() || took.isZero() || took.isNegative()) {
            return "";
        }
        double hours = simulated.toSeconds() / SECONDS_PER_HOUR;
        double perSecond = hours * NANOS_PER_SECOND / took.toNanos();
        // Below ten, the digit behind the point is worth reading.
        return String.format(Locale.ROOT, perSecond < 10 ? "%.1f" : "%,.0f", perSecond)
                + " simulated hours in a second";
    }

    private static String two(long great, String greatUnit, int small, String smallUnit) {
        return count(great) + " " + greatUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }
}
