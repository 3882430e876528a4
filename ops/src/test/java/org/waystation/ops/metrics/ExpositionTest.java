package org.waystation.ops.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

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
        registry.register("commit_seconds", histogram(List.of(0.001, 0.01), List.of(2L, 3L, 1L), 0.5));
        // When
        String text = ownText();
        // Then
        assertEquals("""
                # TYPE relay_commit_seconds histogram
                relay_commit_seconds_bucket{le="0.001"} 2
                relay_commit_seconds_bucket{le="0.01"} 5
                relay_commit_seconds_bucket{le="+Inf"} 6
                relay_commit_seconds_count 6
                relay_commit_seconds_sum 0.5""", text);
    }

    @Test
    void theJavaMachineIsShownUnderItsUsualNames() {
        // Given
        Exposition exposition = new Exposition(registry);
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
        registry.register("size", histogram(List.of(1.0), List.of(0L, 0L), 0));
        // When
        List<String> complaints = MetricLint.complaints(new Exposition(registry).ownFamilies(), Help.load()).stream()
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
        return new Exposition(registry)
                .text()
                .lines()
                .filter(line -> line.contains("relay_"))
                .collect(Collectors.joining("\n"));
    }

    private static BucketedHistogram histogram(List<Double> bounds, List<Long> counts, double sum) {
        return new BucketedHistogram() {
            @Override
            public List<Double> upperBounds() {
                return bounds;
            }

            @Override
            public List<Long> counts() {
                return counts;
            }

            @Override
            public double sum() {
                return sum;
            }
        };
    }
}
