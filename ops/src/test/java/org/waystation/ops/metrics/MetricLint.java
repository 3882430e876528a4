package org.waystation.ops.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The rules for names: those of Prometheus, and ours that no label may tell people apart. */
final class MetricLint {
    private static final Set<String> BASE_UNITS = Set.of("seconds", "bytes", "ratio");
    private static final Set<String> OTHER_UNITS = Set.of(
            "ms",
            "millis",
            "milliseconds",
            "micros",
            "nanos",
            "minutes",
            "hours",
            "days",
            "kb",
            "mb",
            "kib",
            "mib",
            "kilobytes",
            "megabytes",
            "percent",
            "bits");
    private static final Set<String> ALLOWED_LABELS = Set.of(
            "op",
            "code",
            "class",
            "origin",
            "reason",
            "scope",
            "transport",
            "partner",
            "lane",
            "listener",
            "version",
            "revision",
            "result",
            "kind",
            "direction",
            "state",
            "group");
    private static final int MOST_SERIES = 200;

    private MetricLint() {}

    /** What is wrong, one sentence each; empty if all is well. */
    static List<String> complaints(Iterable<MetricSnapshot> families, Help help) {
        List<String> complaints = new ArrayList<>();
        for (MetricSnapshot family : families) {
            String name = family.getMetadata().getName();
            String suffix =
                    family instanceof CounterSnapshot ? "_total" : family instanceof InfoSnapshot ? "_info" : "";
            checkName(name, family instanceof HistogramSnapshot, complaints);
            if (help.of(name + suffix).isEmpty()) {
                complaints.add(name + " has no sentence in help.properties");
            }
            if (family.getDataPoints().size() > MOST_SERIES) {
                complaints.add(name + " has more than " + MOST_SERIES + " series");
            }
            for (DataPointSnapshot point : family.getDataPoints()) {
                for (Label label : point.getLabels()) {
                    if (!ALLOWED_LABELS.contains(label.getName())) {
                        complaints.add(name + " has the label " + label.getName() + ", which is not on the list");
                    }
                }
            }
        }
        return complaints;
    }

    private static void checkName(String name, boolean histogram, List<String> complaints) {
        if (!name.matches("relay(_[a-z][a-z0-9]*)+")) {
            complaints.add(name + " is not written relay_small_words");
        }
        List<String> words = List.of(name.split("_", -1));
        for (String word : words) {
            if (OTHER_UNITS.contains(word)) {
                complaints.add(name + " has a unit that is none of " + BASE_UNITS);
            }
        }
        String last = words.get(words.size() - 1);
        if (List.of("count", "sum", "bucket").contains(last)) {
            complaints.add(name + " ends as a part of a histogram does");
        }
        if (histogram && !BASE_UNITS.contains(last) && !last.equals("tasks")) {
            complaints.add(name + " has no unit at its end");
        }
    }
}
