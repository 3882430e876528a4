package org.waystation.relay.metrics;

import com.codahale.metrics.Metric;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/**
 * A histogram with fixed buckets, which can be added up over relays and over time; Dropwizard's own keeps a sample and
 * cannot. Safe for any thread.
 */
public final class FixedHistogram implements Metric {
    private static final double[] LATENCY_SECONDS = {
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60
    };
    private static final double[] SIZES = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000};

    private final double[] upperBounds;
    private final LongAdder[] counts;
    private final DoubleAdder sum = new DoubleAdder();

    private FixedHistogram(double[] upperBounds) {
        this.upperBounds = upperBounds;
        this.counts = new LongAdder[upperBounds.length + 1];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
        }
    }

    /** Buckets from half a millisecond to a minute, in seconds. */
    public static FixedHistogram ofSeconds() {
        return new FixedHistogram(LATENCY_SECONDS);
    }

    /** Buckets from one to a thousand. */
    public static FixedHistogram ofSizes() {
        return new FixedHistogram(SIZES);
    }

    public void record(double value) {
        int bucket = 0;
        while (bucket < upperBounds.length && value > upperBounds[bucket]) {
            bucket++;
        }
        counts[bucket].increment();
        sum.add(value);
    }

    /** Inclusive upper bounds of all buckets but the last, which has none. */
    public double[] upperBounds() {
        return upperBounds.clone();
    }

    /** How many values fell into each bucket, not cumulated; one more than there are bounds. */
    public long[] counts() {
        long[] values = new long[counts.length];
        for (int i = 0; i < counts.length; i++) {
            values[i] = counts[i].sum();
        }
        return values;
    }

    public double sum() {
        return sum.sum();
    }
}
