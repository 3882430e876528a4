package org.waystation.ops.metrics;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.waystation.relay.RelayStatus;
import org.waystation.relay.RelayStatus.PartnerStatus;

/** What is read off the relay when somebody looks. Summed over the partners: a metric names none of them. */
public final class NodeGauges {
    private NodeGauges() {}

    /** Adds the gauges to the registry. */
    public static void register(MetricRegistry registry, Supplier<RelayStatus> status, Path data, InstantSource clock) {
        Supplier<RelayStatus> recent = new Recent(status, clock);
        gauge(registry, "relay_ready", () -> recent.get().ready() ? 1 : 0);
        gauge(registry, "relay_partners_connected", () -> sum(recent, partner -> partner.linked() ? 1 : 0));
        gauge(registry, "relay_outbox_requests", () -> sum(recent, PartnerStatus::waiting));
        gauge(registry, "relay_outbox_bytes", () -> sum(recent, PartnerStatus::waitingBytes));
        gauge(registry, "relay_disk_used_bytes", () -> DiskSize.of(data));
        gauge(registry, "relay_disk_free_bytes", () -> DiskSize.freeAt(data));
    }

    private static void gauge(MetricRegistry registry, String name, Supplier<Number> value) {
        Gauge<Number> gauge = value::get;
        registry.register(name, gauge);
    }

    private static long sum(Supplier<RelayStatus> status, ToLongFunction<PartnerStatus> part) {
        return status.get().partners().stream().mapToLong(part).sum();
    }

    /** The status, asked for at most once a second: one scrape reads it for several gauges. Any thread. */
    private static final class Recent implements Supplier<RelayStatus> {
        private static final Duration FRESH = Duration.ofSeconds(1);

        private final Supplier<RelayStatus> status;
        private final InstantSource clock;
        private @Nullable RelayStatus last;
        private Instant readAt = Instant.MIN;

        Recent(Supplier<RelayStatus> status, InstantSource clock) {
            this.status = status;
            this.clock = clock;
        }

        @Override
        public synchronized RelayStatus get() {
            Instant now = clock.instant();
            RelayStatus known = last;
            if (known == null || readAt.plus(FRESH).isBefore(now)) {
                known = status.get();
                last = known;
                readAt = now;
            }
            return known;
        }
    }
}
