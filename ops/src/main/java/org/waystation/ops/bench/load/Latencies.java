package org.waystation.ops.bench.load;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * How long messages took, from the moment at which they were to be sent, in microseconds: a relay that stalls makes every
 * message late that was due meanwhile, not only the one that hit the stall. Safe for any thread.
 */
public final class Latencies {
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(10);
    private static final int DIGITS = 3;

    private final Histogram done = new ConcurrentHistogram(LONGEST_MICROS, DIGITS);
    private final Histogram answered = new ConcurrentHistogram(LONGEST_MICROS, DIGITS);
    private final Histogram delivered = new ConcurrentHistogram(LONGEST_MICROS, DIGITS);

    void onDone(long nanos) {
        record(done, nanos);
    }

    void onAnswered(long nanos) {
        record(answered, nanos);
    }

    void onDelivered(long nanos) {
        record(delivered, nanos);
    }

    private static void record(Histogram histogram, long nanos) {
        histogram.recordValue(Math.min(LONGEST_MICROS, Math.max(0, TimeUnit.NANOSECONDS.toMicros(nanos))));
    }

    /** Until the own relay had the message on disk. */
    public Histogram done() {
        return done;
    }

    /** Until the sender knew the outcome. */
    public Histogram answered() {
        return answered;
    }

    /** Until the envelope was at its recipient. */
    public Histogram delivered() {
        return delivered;
    }
}
