package org.waystation.ops.metrics;

import com.codahale.metrics.MetricRegistry;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The text that {@code /metrics} answers: the relay's own registry, then the Java virtual machine. Any thread. */
public final class Exposition {
    public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private final MetricRegistry registry;
    private final PrometheusRegistry machine = new PrometheusRegistry();
    private final Help help = Help.load();
    private final MetricSnapshot build;

    /** @param version of the program, for {@code relay_build_info} */
    public Exposition(MetricRegistry registry, String version) {
        this.registry = registry;
        this.build = InfoSnapshot.builder()
                .name("relay_build")
                .help(help.of("relay_build_info").orElse(""))
                .dataPoint(InfoDataPointSnapshot.builder()
                        .labels(Labels.of("version", version))
                        .build())
                .build();
        JvmMetrics.builder().register(machine);
    }

    /** The text. */
    public String text() {
        List<MetricSnapshot> all = new ArrayList<>(ownFamilies());
        machine.scrape().forEach(all::add);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create()
                    .write(out, new MetricSnapshots(all), EscapingScheme.UNDERSCORE_ESCAPING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    List<MetricSnapshot> ownFamilies() {
        Families families = new Families();
        registry.getMetrics().forEach(families::add);
        List<MetricSnapshot> all = families.build(help);
        all.add(build);
        return all;
    }
}
