package org.waystation.ops.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.waystation.ops.bench.measure.FullCollection;
import org.waystation.ops.bench.measure.ProcessReading;
import org.waystation.ops.faults.Station;
import org.waystation.ops.metrics.DiskSize;

/** Looks at a running relay. One thread. */
final class Sampler {
    private final Station relay;
    private final Map<String, Curve> curves = new LinkedHashMap<>();

    Sampler(Station relay) {
        this.relay = relay;
    }

    Curve curve(String name) {
        return curves.computeIfAbsent(name, unused -> new Curve());
    }

    /** @param collecting whether the relay's garbage is collected first, so that the heap tells something */
    void look(double seconds, boolean collecting) throws IOException, InterruptedException {
        boolean collected = collecting && FullCollection.of(relay.pid());
        Map<String, Double> metrics = relay.metrics();
        if (collected) {
            add(seconds, Gauge.HEAP, of(metrics, "jvm_memory_used_bytes{area=\"heap\"}"));
        }
        add(seconds, "buffers_bytes", of(metrics, "relay_buffers_bytes"));
        add(seconds, "java_direct_bytes", of(metrics, "jvm_buffer_pool_used_bytes{pool=\"direct\"}"));
        add(
                seconds,
                "resident_bytes",
                ProcessReading.of(relay.pid()).residentBytes().orElse(0));
        long handles = entries(Path.of("/proc", Long.toString(relay.pid()), "fd"));
        add(seconds, "handles", handles);
        add(seconds, "handles_beside_connections", handles - of(metrics, "relay_connections"));
        add(seconds, "threads", entries(Path.of("/proc", Long.toString(relay.pid()), "task")));
        add(seconds, "connections", of(metrics, "relay_connections"));
        add(seconds, "store_live_bytes", of(metrics, "relay_store_live_bytes"));
        add(seconds, "store_memory_bytes", of(metrics, "relay_store_memory_bytes"));
        add(seconds, "store_log_bytes", storeLogs(relay.data().resolve("store")));
        add(seconds, "directory_bytes", DiskSize.of(relay.data()));
        add(seconds, "outbox_requests", of(metrics, "relay_outbox_requests"));
        metrics.forEach((series, value) -> {
            if (series.startsWith("relay_store_rows{table=\"")) {
                add(seconds, "rows_" + series.substring(series.indexOf('"') + 1, series.lastIndexOf('"')), value);
            }
        });
        add(seconds, "tasks_waiting", of(metrics, "relay_store_tasks_waiting"));
        add(seconds, "log_bytes", Files.size(relay.log()));
    }

    private void add(double seconds, String name, long value) {
        add(seconds, name, (double) value);
    }

    private void add(double seconds, String name, double value) {
        curve(name).add(seconds, value);
    }

    /** What was seen last. */
    @Override
    public String toString() {
        return curves.entrySet().stream()
                .map(each -> each.getKey() + "="
                        + Flatness.number(each.getValue().last().value()))
                .collect(Collectors.joining(" "));
    }

    private static double of(Map<String, Double> metrics, String series) {
        Double value = metrics.get(series);
        if (value == null) {
            throw new IllegalStateException("the relay has no metric " + series);
        }
        return value;
    }

    private static long entries(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.count();
        }
    }

    private static long storeLogs(Path store) throws IOException {
        try (Stream<Path> all = Files.list(store)) {
            return all.filter(each -> each.toString().endsWith(".log"))
                    .mapToLong(DiskSize::of)
                    .sum();
        }
    }
}
