package org.waystation.ops.metrics;

import com.codahale.metrics.Metric;
import java.util.List;

/** A histogram whose buckets never move, so that it can be added up. Safe for any thread. */
public interface BucketedHistogram extends Metric {
    /** Inclusive upper bounds, rising; the bucket above the last is not named. */
    List<Double> upperBounds();

    /** How many values fell into each bucket, not cumulated; one more than there are bounds. */
    List<Long> counts();

    double sum();
}
