package org.waystation.ops.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.waystation.ops.bench.measure.ProcessReading;
import org.waystation.ops.bench.report.Cost;
import org.waystation.ops.bench.report.RelayCost;

/** What the relays and this process spend from its making until it is read. One thread. */
final class Stopwatch {
    private static final double NANOS = 1e9;
    private static final double THOUSAND = 1_000;

    private final List<BenchRelay> relays;
    private final Map<BenchRelay, ProcessReading> before = new HashMap<>();
    private final Map<BenchRelay, Long> storeBefore = new HashMap<>();
    private final ProcessReading selfBefore;
    private final long startedNanos;

    Stopwatch(List<BenchRelay> relays) {
        this.relays = relays;
        for (BenchRelay each : relays) {
            storeBefore.put(each, each.storeBytes());
            before.put(each, ProcessReading.of(each.pid()));
        }
        this.selfBefore = ProcessReading.ofSelf();
        this.startedNanos = System.nanoTime();
    }

    double seconds() {
        return (System.nanoTime() - startedNanos) / NANOS;
    }

    Cost read(long messages) {
        ProcessReading selfAfter = ProcessReading.ofSelf();
        double own = selfAfter.cpu().minus(selfBefore.cpu()).toNanos() / NANOS;
        List<RelayCost> costs = new ArrayList<>();
        for (BenchRelay each : relays) {
            costs.add(cost(each, Math.max(1, messages)));
        }
        double theirs = costs.stream().mapToDouble(RelayCost::cpuSeconds).sum();
        return new Cost(
                costs.stream().mapToDouble(RelayCost::cpuSecondsPer1000).sum(), costs, own, own / (own + theirs));
    }

    private RelayCost cost(BenchRelay relay, long messages) {
        ProcessReading from = reading(relay);
        ProcessReading to = ProcessReading.of(relay.pid());
        double cpu = to.cpu().minus(from.cpu()).toNanos() / NANOS;
        double grown = relay.storeBytes() - storeBefore.getOrDefault(relay, 0L);
        return new RelayCost(
                relay.name(),
                cpu,
                cpu * THOUSAND / messages,
                to.residentBytes().isPresent() ? to.residentBytes().getAsLong() : null,
                written(from, to, messages),
                grown / messages);
    }

    private ProcessReading reading(BenchRelay relay) {
        ProcessReading reading = before.get(relay);
        if (reading == null) {
            throw new IllegalArgumentException("another relay");
        }
        return reading;
    }

    private static @Nullable Double written(ProcessReading from, ProcessReading to, long messages) {
        return from.writtenBytes().isPresent() && to.writtenBytes().isPresent()
                ? (double) (to.writtenBytes().getAsLong() - from.writtenBytes().getAsLong()) / messages
                : null;
    }
}
