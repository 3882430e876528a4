package org.waystation.ops.bench.measure;

import org.HdrHistogram.Histogram;

/**
 * What a histogram of microseconds says, in milliseconds.
 *
 * @param count values in it; all others are 0 if there are none
 */
public record Percentiles(long count, double p50, double p90, double p99, double p999, double max) {
    private static final double MICROS = 1_000;

    public static Percentiles of(Histogram micros) {
        return new Percentiles(
                micros.getTotalCount(),
                at(micros, 50),
                at(micros, 90),
                at(micros, 99),
                at(micros, 99.9),
                micros.getMaxValue() / MICROS);
    }

    private static double at(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / MICROS;
    }
}
