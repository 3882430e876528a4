package org.waystation.ops.metrics;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Meter;
import com.codahale.metrics.Metric;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.waystation.relay.metrics.FixedHistogram;

/** Gathers the series of a registry into families, each of one kind. One thread; used once. */
final class Families {
    private static final String COUNTER_SUFFIX = "_total";

    private final SortedMap<String, CounterSnapshot.Builder> counters = new TreeMap<>();
    private final SortedMap<String, GaugeSnapshot.Builder> gauges = new TreeMap<>();
    private final SortedMap<String, HistogramSnapshot.Builder> histograms = new TreeMap<>();

    void add(String dropwizardName, Metric metric) {
        SeriesName name = SeriesName.parse(dropwizardName);
        if (metric instanceof Counter counter) {
            addCounter(name, counter.getCount());
        } else if (metric instanceof Meter meter) {
            addCounter(name, meter.getCount());
        } else if (metric instanceof Gauge<?> gauge) {
            addGauge(name, gauge.getValue());
        } else if (metric instanceof FixedHistogram histogram) {
            addHistogram(name, histogram);
        }
        // Timers and reservoir histograms have no place here; the lint test keeps them out of the registry.
    }

    List<MetricSnapshot> build(Help help) {
        List<MetricSnapshot> all = new ArrayList<>();
        counters.forEach((family, builder) -> all.add(described(builder, family, help)));
        gauges.forEach((family, builder) -> all.add(described(builder, family, help)));
        histograms.forEach((family, builder) -> all.add(described(builder, family, help)));
        return all;
    }

    private void addCounter(SeriesName name, long count) {
        counters.computeIfAbsent(name.family(), unused -> CounterSnapshot.builder())
                .dataPoint(CounterDataPointSnapshot.builder()
                        .labels(name.labels())
                        .value((double) count)
                        .build());
    }

    private void addGauge(SeriesName name, Object value) {
        double number;
        if (value instanceof Number plain) {
            number = plain.doubleValue();
        } else if (value instanceof Boolean flag) {
            number = flag ? 1 : 0;
        } else {
            return;
        }
        gauges.computeIfAbsent(name.family(), unused -> GaugeSnapshot.builder())
                .dataPoint(GaugeDataPointSnapshot.builder()
                        .labels(name.labels())
                        .value(number)
                        .build());
    }

    private void addHistogram(SeriesName name, FixedHistogram histogram) {
        double[] named = histogram.upperBounds();
        double[] bounds = Arrays.copyOf(named, named.length + 1);
        bounds[named.length] = Double.POSITIVE_INFINITY;
        histograms
                .computeIfAbsent(name.family(), unused -> HistogramSnapshot.builder())
                .dataPoint(HistogramDataPointSnapshot.builder()
                        .labels(name.labels())
                        .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, histogram.counts()))
                        .sum(histogram.sum())
                        .build());
    }

    private static MetricSnapshot described(MetricSnapshot.Builder<?> builder, String family, Help help) {
        if (!(builder instanceof CounterSnapshot.Builder)) {
            help.of(family).ifPresent(builder::help);
            return builder.name(family).build();
        }
        // The writer appends the suffix of counters itself, and takes none.
        String base = family.endsWith(COUNTER_SUFFIX)
                ? family.substring(0, family.length() - COUNTER_SUFFIX.length())
                : family;
        help.of(base + COUNTER_SUFFIX).ifPresent(builder::help);
        return builder.name(base).build();
    }
}
