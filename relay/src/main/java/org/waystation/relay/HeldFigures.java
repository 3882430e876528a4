package org.waystation.relay;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.waystation.federation.link.UnreadBytes;
import org.waystation.relay.metrics.RelayMetrics;
import org.waystation.relay.store.StoreFigures;

/** Gauges of what the relay holds: connections, memory outside the heap, its store. */
final class HeldFigures {
    private HeldFigures() {}

    static void ofConnections(RelayMetrics metrics, Supplier<Number> connections, UnreadBytes unread) {
        metrics.gauge("relay_connections", connections);
        metrics.gauge("relay_buffers_bytes", HeldFigures::bufferBytes);
        metrics.gauge("relay_unread_bytes", unread::total);
        metrics.gauge("relay_unread_closed", unread::closed);
    }

    /** @param tasksWaiting for the store's thread */
    static void ofStore(RelayMetrics metrics, Supplier<Number> tasksWaiting, Supplier<Optional<StoreFigures>> store) {
        metrics.gauge("relay_store_tasks_waiting", tasksWaiting);
        metrics.gauge("relay_store_live_bytes", () -> read(store, StoreFigures::liveBytes));
        metrics.gauge("relay_store_memory_bytes", () -> read(store, StoreFigures::memoryBytes));
    }

    private static long read(Supplier<Optional<StoreFigures>> store, ToLongFunction<StoreFigures> part) {
        return store.get().map(part::applyAsLong).orElse(0L);
    }

    private static long bufferBytes() {
        return ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider measured
                ? measured.metric().usedDirectMemory()
                : 0;
    }
}
