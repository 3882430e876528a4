package org.waystation.ops.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.waystation.ops.bench.measure.FullCollection;
import org.waystation.ops.bench.measure.ProcessReading;
import org.waystation.ops.config.RelayConfig;
import org.waystation.ops.faults.Station;
import org.waystation.ops.metrics.DiskSize;
import org.waystation.ops.programs.Workplace;
import org.waystation.relay.home.HomeTrouble;

/** Looks at a running relay. One thread. */
final class Sampler {
    private static final String STORE = "store";

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
        Path process = Path.of("/proc", Long.toString(relay.pid()));
        Map<String, Double> metrics = relay.metrics();
        if (collected) {
            add(seconds, Gauge.HEAP, of(metrics, "jvm_memory_used_bytes{area=\"heap\"}"));
        }
        add(seconds, "buffers_bytes", of(metrics, "relay_buffers_bytes"));
        add(seconds, "java_direct_bytes", of(metrics, "jvm_buffer_pool_used_bytes{pool=\"direct\"}"));
        double resident =
                (double) ProcessReading.of(relay.pid()).residentBytes().orElse(0);
        add(seconds, "resident_bytes", resident);
        add(seconds, "resident_beside_store_bytes", resident - of(metrics, "relay_store_memory_bytes"));
        long handles = entries(process.resolve("fd"));
        long ofStore = handlesBelow(relay.data().resolve(STORE));
        add(seconds, "handles", handles);
        add(seconds, "handles_of_store", ofStore);
        add(seconds, "handles_elsewhere", (double) (handles - ofStore) - of(metrics, "relay_connections"));
        add(seconds, "threads", entries(process.resolve("task")));
        add(seconds, "connections", of(metrics, "relay_connections"));
        add(seconds, "store_live_bytes", of(metrics, "relay_store_live_bytes"));
        add(seconds, "store_memory_bytes", of(metrics, "relay_store_memory_bytes"));
        add(seconds, "store_log_bytes", storeLogs(relay.data().resolve(STORE)));
        add(seconds, "directory_bytes", DiskSize.of(relay.data()));
        add(seconds, "outbox_requests", of(metrics, "relay_outbox_requests"));
        add(seconds, "tasks_waiting", of(metrics, "relay_store_tasks_waiting"));
        add(seconds, "log_bytes", Files.size(relay.log()));
    }

    /**
     * Counts the rows in a copy.
     *
     * @param copy where one can be made; deleted again
     * @return what does not agree with each other, in words
     */
    List<String> count(double seconds, Workplace copy) throws IOException, HomeTrouble {
        relay.backup(copy.root());
        try {
            RowCount counted = RowCount.of(copy.root().resolve(RelayConfig.DEFAULT_DATA));
            counted.rows().forEach((table, rows) -> add(seconds, "rows_" + table, rows));
            return counted.wrong();
        } finally {
            copy.delete();
        }
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

    private long handlesBelow(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc", Long.toString(relay.pid()), "fd"))) {
            return all.filter(each -> leadsBelow(each, directory)).count();
        }
    }

    private static boolean leadsBelow(Path handle, Path directory) {
        try {
            return Files.readSymbolicLink(handle).startsWith(directory);
        } catch (IOException closedMeanwhile) {
            return false;
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
