package org.waystation.ops.soak;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.waystation.ops.soak.Curve.Point;

/**
 * Judges curves by methods that single outliers do not sway: the Theil-Sen slope (the median of the slopes of all pairs), for a
 * rhythm of known length its seasonal form (Hirsch, Slack and Smith 1982: pairs whole periods apart), and medians of thirds.
 */
final class Flatness {
    private static final double SECONDS_PER_HOUR = 3_600;
    private static final int LEAST_POINTS = 9;

    private Flatness() {}

    /**
     * What came of one curve.
     *
     * @param judged false if the run was too short for this rule
     * @param perHour growth, by the slope
     * @param median of what was looked at
     */
    record Finding(boolean judged, boolean flat, double perHour, double median, String words) {}

    /** @param settled points after the warm-up, in their order */
    static Finding judge(List<Point> settled, Rule rule) {
        if (rule instanceof Rule.Level level) {
            return level(settled, level);
        }
        double slope = settled.size() < LEAST_POINTS ? 0 : slope(settled, 0).orElse(0) * SECONDS_PER_HOUR;
        double median = median(settled.stream().mapToDouble(Point::value).toArray());
        if (rule instanceof Rule.Shown) {
            return new Finding(false, true, slope, median, "not judged");
        }
        if (settled.size() < LEAST_POINTS) {
            return tooShort(median);
        }
        if (rule instanceof Rule.Count count) {
            double growth = thirdsGrowth(settled);
            return finding(growth <= count.most(), slope, median, "last third - first third = " + number(growth));
        }
        if (rule instanceof Rule.Below below) {
            double most = settled.stream().mapToDouble(Point::value).max().orElse(0);
            return finding(
                    most <= below.bound(), slope, median, "most " + number(most) + " of " + number(below.bound()));
        }
        double allowed = ((Rule.GrowsAtMost) rule).perHour();
        return finding(slope <= allowed, slope, median, "by design up to " + number(allowed) + " per hour");
    }

    private static Finding level(List<Point> settled, Rule.Level level) {
        double median = median(settled.stream().mapToDouble(Point::value).toArray());
        double period = level.period().toMillis() / 1_000.0;
        double span = settled.isEmpty()
                ? 0
                : settled.get(settled.size() - 1).seconds() - settled.get(0).seconds();
        OptionalDouble slope = slope(settled, period);
        if (settled.size() < LEAST_POINTS || slope.isEmpty() || span < 2 * period) {
            return tooShort(median);
        }
        double growth = slope.getAsDouble() * span;
        double allowed = level.share() * Math.abs(median) + level.absolute();
        return finding(
                growth <= allowed,
                slope.getAsDouble() * SECONDS_PER_HOUR,
                median,
                "grew " + number(growth) + ", allowed " + number(allowed));
    }

    private static Finding tooShort(double median) {
        return new Finding(false, true, 0, median, "the run is too short to judge it");
    }

    private static Finding finding(boolean flat, double perHour, double median, String words) {
        return new Finding(true, flat, perHour, median, words);
    }

    /**
     * The Theil-Sen slope for each second.
     *
     * @param period seconds; 0: pairs of any distance
     */
    static OptionalDouble slope(List<Point> points, double period) {
        double slack = points.size() < 2
                ? 0
                : 0.75
                        * (points.get(points.size() - 1).seconds()
                                - points.get(0).seconds())
                        / (points.size() - 1);
        List<Double> slopes = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            for (int j = i + 1; j < points.size(); j++) {
                double apart = points.get(j).seconds() - points.get(i).seconds();
                if (apart > 0 && isWhole(apart, period, slack)) {
                    slopes.add((points.get(j).value() - points.get(i).value()) / apart);
                }
            }
        }
        return slopes.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        median(slopes.stream().mapToDouble(Double::doubleValue).toArray()));
    }

    private static boolean isWhole(double apart, double period, double slack) {
        if (period == 0) {
            return true;
        }
        long periods = Math.round(apart / period);
        return periods > 0 && Math.abs(apart - periods * period) <= slack;
    }

    private static double thirdsGrowth(List<Point> points) {
        int third = points.size() / 3;
        return medianOf(points.subList(points.size() - third, points.size())) - medianOf(points.subList(0, third));
    }

    private static double medianOf(List<Point> points) {
        return median(points.stream().mapToDouble(Point::value).toArray());
    }

    static double median(double[] values) {
        if (values.length == 0) {
            return 0;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.1f" : "%,.0f", value);
    }
}
