package org.waystation.ops.simulation.outage;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.waystation.ops.simulation.kernel.Timeline;
import org.waystation.ops.simulation.network.DialWatch;

/** Counts dials: those under way at a time, and of each pair those in an hour and in a day. */
final class DialGauge implements DialWatch {
    private final Timeline time;
    private final Map<String, Integer> perHour = new HashMap<>();
    private final Map<String, Integer> perDay = new HashMap<>();
    private int total;
    private int underWay;
    private int peakUnderWay;

    DialGauge(Timeline time) {
        this.time = time;
    }

    @Override
    public Outcome onDial(String from, String endpoint) {
        Duration elapsed = time.elapsed();
        perHour.merge(from + endpoint + elapsed.toHours(), 1, Integer::sum);
        perDay.merge(from + endpoint + elapsed.toDays(), 1, Integer::sum);
        total++;
        peakUnderWay = Math.max(peakUnderWay, ++underWay);
        return connected -> underWay--;
    }

    /** From now on counts anew. */
    void reset() {
        perHour.clear();
        perDay.clear();
        total = 0;
        peakUnderWay = underWay;
    }

    /** All of them. */
    int total() {
        return total;
    }

    int peakUnderWay() {
        return peakUnderWay;
    }

    /** The most that one relay dialled another in one day. */
    int mostInADay() {
        return most(perDay);
    }

    /** The most that one relay dialled another in one hour. */
    int mostInAnHour() {
        return most(perHour);
    }

    private static int most(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }
}
