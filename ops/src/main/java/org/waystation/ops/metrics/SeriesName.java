package org.waystation.ops.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The name of one metric in the Dropwizard registry, taken apart: family and labels. */
record SeriesName(String family, Labels labels) {
    private static final String PREFIX = "relay_";

    /** Reads {@code family} or {@code family{label=value,...}}. */
    static SeriesName parse(String name) {
        int brace = name.indexOf('{');
        String family = (brace < 0 ? name : name.substring(0, brace))
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9_]", "_");
        return new SeriesName(
                family.startsWith(PREFIX) ? family : PREFIX + family,
                brace < 0 ? Labels.EMPTY : labels(name.substring(brace + 1, name.length() - 1)));
    }

    private static Labels labels(String text) {
        List<String> pairs = new ArrayList<>();
        for (String pair : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("a metric's labels must be written {label=value,...}: " + text);
            }
            pairs.add(pair.substring(0, equals));
            pairs.add(pair.substring(equals + 1).replace("\"", ""));
        }
        return Labels.of(pairs.toArray(String[]::new));
    }
}
