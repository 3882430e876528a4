package org.waystation.ops.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.waystation.relay.metrics.FixedHistogram;

final class ExpositionTest {
    private final MetricRegistry registry = new MetricRegistry();

    @Test
    void countersOfOneFamilyAreOneFamilyWithLabels() {
        // Given
        registry.counter("requests_total{op=submit,code=ok}").inc(3);
        registry.counter("requests_total{op=submit,code=busy}").inc();
        // When
        String text = ownText();
        // Then
        assertEquals("""
                # TYPE relay_requests_total counter
                relay_requests_total{code="busy",op="submit"} 1.0
                relay_requests_total{code="ok",op="submit"} 3.0""", text);
    }

    @Test
    void gaugesKeepTheirNameAndFlagsBecomeNumbers() {
        // Given
        registry.registerAll(() -> java.util.Map.of(
                "relay_store_free_bytes", (Gauge<Long>) () -> 12L, "store.writable", (Gauge<Boolean>) () -> true));
        // When
        String text = ownText();
        // Then
        assertEquals("""
                # TYPE relay_store_free_bytes gauge
                relay_store_free_bytes 12.0
                # TYPE relay_store_writable gauge
                relay_store_writable 1.0""", text);
    }

    @Test
    void aHistogramHasCumulatedBucketsSumAndCount() {
        // Given
        FixedHistogram tasks = registry.register("relay_turn_tasks", FixedHistogram.ofSizes());
        // When
        List.of(1, 2, 2, 7, 1_001).forEach(tasks::record);
        // Then
        assertEquals("""
                # TYPE relay_turn_tasks histogram
                relay_turn_tasks_bucket{le="1.0"} 1
                relay_turn_tasks_bucket{le="2.0"} 3
                relay_turn_tasks_bucket{le="5.0"} 3
                relay_turn_tasks_bucket{le="10.0"} 4
                relay_turn_tasks_bucket{le="20.0"} 4
                relay_turn_tasks_bucket{le="50.0"} 4
                relay_turn_tasks_bucket{le="100.0"} 4
                relay_turn_tasks_bucket{le="200.0"} 4
                relay_turn_tasks_bucket{le="500.0"} 4
                relay_turn_tasks_bucket{le="1000.0"} 4
                relay_turn_tasks_bucket{le="+Inf"} 5
                relay_turn_tasks_count 5
                relay_turn_tasks_sum 1013.0""", ownText());
    }

    @Test
    void theJavaMachineIsShownUnderItsUsualNames() {
        // Given
        Exposition exposition = new Exposition(registry, "1.2.3");
        // When
        String text = exposition.text();
        // Then
        assertTrue(text.contains("\njvm_memory_used_bytes{area=\"heap\"} "), text);
        assertTrue(text.contains("\nprocess_start_time_seconds "), text);
    }

    @Test
    void theLintFindsWhatDashboardsWouldStumbleOver() {
        // Given
        registry.counter("messages_total{mailbox=1}");
        registry.counter("wait_ms_total");
        registry.register("size", FixedHistogram.ofSizes());
        // When
        List<String> complaints =
                MetricLint.complaints(new Exposition(registry, "1.2.3").ownFamilies(), Help.load()).stream()
                        .filter(each -> !each.endsWith("help.properties"))
                        .sorted()
                        .toList();
        // Then
        assertEquals(3, complaints.size(), complaints::toString);
        assertTrue(complaints.get(0).startsWith("relay_messages has the label mailbox"), complaints::toString);
        assertTrue(complaints.get(1).startsWith("relay_size has no unit"), complaints::toString);
        assertTrue(complaints.get(2).startsWith("relay_wait_ms has a unit"), complaints::toString);
    }

    private String ownText() {
        return new Exposition(registry, "1.2.3")
                .text()
                .lines()
                .filter(line -> line.contains("relay_") && !line.contains("relay_build_info"))
                .collect(Collectors.joining("\n"));
    }
}
