package org.waystation.ops.bench.report;

import java.util.List;
import java.util.Map;
import org.waystation.ops.bench.measure.Percentiles;

/**
 * One timed phase.
 *
 * @param seconds from the first message to the end of the last
 * @param perSecond by what was counted
 * @param overSeconds the part of the phase that the rates are of: the rise at the beginning and the fall at the end left out
 * @param latencyMs by what was waited for
 * @param problems what should not be; empty if every promise was kept
 */
public record PhaseResult(
        String phase,
        double seconds,
        Counts messages,
        Map<String, Double> perSecond,
        double overSeconds,
        Map<String, Percentiles> latencyMs,
        Cost cost,
        List<String> problems) {
    public PhaseResult {
        problems = List.copyOf(problems);
    }
}
