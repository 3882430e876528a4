package org.waystation.ops.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.codahale.metrics.MetricRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.relay.RelayLimits;
import org.waystation.relay.RelayServer;
import org.waystation.relay.RelaySettings;
import org.waystation.relay.home.RelayHome;

/** The metrics of a real relay. */
final class NodeMetricsIT {
    private final MetricRegistry registry = new MetricRegistry();
    private final RelayServer relay;

    NodeMetricsIT(@TempDir Path directory) throws Exception {
        Clock clock = Clock.systemUTC();
        Entropy entropy = Entropy.system();
        relay = RelayServer.start(
                RelayHome.create(directory.resolve("data"), clock, entropy),
                new RelaySettings(
                        "one.example",
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        List.of(),
                        RelayLimits.DEFAULT),
                clock,
                entropy,
                registry);
        NodeGauges.register(registry, relay::status, directory, clock);
    }

    @AfterEach
    void stop() {
        relay.close();
    }

    @Test
    void everyNameKeepsTheRules() {
        // Given
        Exposition exposition = new Exposition(registry, "1.2.3");
        // When
        List<String> complaints = MetricLint.complaints(exposition.ownFamilies(), Help.load());
        // Then
        assertEquals(List.of(), complaints);
    }

    @Test
    void everySentenceOfTheHelpBelongsToAFamilyAndEveryMetricIsShown() {
        // Given
        Exposition exposition = new Exposition(registry, "1.2.3");
        // When
        Set<String> shown = exposition
                .text()
                .lines()
                .filter(line -> line.startsWith("# HELP relay_"))
                .map(line -> line.split(" ", 4)[2])
                .collect(Collectors.toCollection(TreeSet::new));
        // Then
        assertEquals(new TreeSet<>(Help.load().families()), shown);
        assertEquals(shown.size(), exposition.ownFamilies().size());
        assertTrue(exposition.text().contains("\nrelay_build_info{version=\"1.2.3\"} 1\n"));
    }
}
