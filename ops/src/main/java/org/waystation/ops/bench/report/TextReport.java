package org.waystation.ops.bench.report;

import java.util.Locale;
import java.util.Map;
import org.waystation.ops.bench.measure.Machine;
import org.waystation.ops.bench.measure.Percentiles;

/** A report in words, for a terminal. */
public final class TextReport {
    private final StringBuilder text = new StringBuilder();

    private TextReport() {}

    public static String of(Report report) {
        TextReport text = new TextReport();
        text.machine(report.machine());
        report.phases().forEach(text::phase);
        if (report.idle() != null) {
            text.idle(report.idle());
        }
        text.line("%s", report.ok() ? "Every promise was kept." : "FAILED: see the problems above.");
        return text.text.toString().stripTrailing();
    }

    private void machine(Machine machine) {
        line(
                "%d cores (%s), %.1f GiB, %s, %s, %s, commit %s",
                machine.cores(),
                machine.processor(),
                machine.memoryBytes() / (double) (1 << 30),
                machine.jdk(),
                machine.os(),
                machine.fileSystem(),
                machine.commit().isEmpty() ? "unknown" : machine.commit());
    }

    private void phase(PhaseResult phase) {
        line("");
        line("%s (%.1f s)", phase.phase(), phase.seconds());
        phase.perSecond()
                .forEach((what, rate) -> line("  %-24s %,12.0f /s   over %.1f s", what, rate, phase.overSeconds()));
        phase.latencyMs().forEach(this::latency);
        counts(phase.messages());
        cost(phase.cost());
        phase.problems().forEach(each -> line("  PROBLEM: %s", each));
    }

    private void latency(String what, Percentiles latency) {
        line(
                "  %-24s p50 %.1f  p90 %.1f  p99 %.1f  p99.9 %.1f  max %.1f ms",
                "latency " + what, latency.p50(), latency.p90(), latency.p99(), latency.p999(), latency.max());
    }

    private void counts(Counts counts) {
        line(
                "  %-24s %,d submitted (%,d with a ticket), %,d accepted, %,d delivered, %,d acknowledged, %,d duplicates",
                "messages",
                counts.submitted(),
                counts.ticketed(),
                counts.accepted(),
                counts.delivered(),
                counts.acknowledged(),
                counts.duplicates());
        for (Map.Entry<String, Long> each : counts.refused().entrySet()) {
            line("  %-24s %,d %s", "refused", each.getValue(), each.getKey());
        }
    }

    private void cost(Cost cost) {
        line("  %-24s %12.3f ms per message, all relays", "processor time", cost.relayCpuSecondsPer1000());
        for (RelayCost each : cost.relays()) {
            line(
                    "    %-22s %12.3f ms per message, %s MiB resident, %s bytes written and %.0f kept per message",
                    each.relay(),
                    each.cpuSecondsPer1000(),
                    each.residentBytes() == null ? "?" : Long.toString(each.residentBytes() >> 20),
                    each.writtenBytesPerMessage() == null
                            ? "?"
                            : String.format(Locale.ROOT, "%.0f", each.writtenBytesPerMessage()),
                    each.storeBytesPerMessage());
        }
        line("  %-24s %12.0f %% of all processor time", "generator", 100 * cost.generatorCpuShare());
    }

    private void idle(IdleResult idle) {
        line("");
        line("idle: %,d TLS connections, each with an attached mailbox", idle.connections());
        if (idle.residentBytesPerConnection() != null) {
            line("  %-24s %12.1f KiB per connection", "resident", idle.residentBytesPerConnection() / 1024);
        }
        if (idle.liveHeapBytesPerConnection() != null) {
            line("  %-24s %12.1f KiB per connection", "of that live heap", idle.liveHeapBytesPerConnection() / 1024);
        }
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
