package org.waystation.ops.bench.wire;

import static org.junit.jupiter.api.Assertions.assertSame;

import com.codahale.metrics.MetricRegistry;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.relay.RelayLimits;
import org.waystation.relay.RelayServer;
import org.waystation.relay.RelaySettings;
import org.waystation.relay.admission.Vouchers;
import org.waystation.relay.home.RelayHome;

/** A line to a real relay. */
final class LineIT {
    private static final int COLLECTIONS = 100;
    private static final long COLLECTED_WITHIN_MILLIS = 100;

    private final RelayHome home;

    LineIT(@TempDir Path directory) throws Exception {
        home = RelayHome.create(directory.resolve("data"), Clock.systemUTC(), Entropy.system());
    }

    @Test
    void whatWasClosedIsForgotten() throws Exception {
        // Given
        RelaySettings settings = new RelaySettings(
                "one.example",
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                List.of(),
                RelayLimits.DEFAULT);
        try (RelayServer relay =
                        RelayServer.start(home, settings, Clock.systemUTC(), Entropy.system(), new MetricRegistry());
                Generator generator = new Generator(1)) {
            Vouchers vouchers = new Vouchers(home.secrets().voucherKey());
            Site site = Site.of(
                    relay.card().card(),
                    relay.address(),
                    () -> vouchers.issue(Clock.systemUTC().instant().plus(Duration.ofHours(1)), Entropy.system()));
            ReferenceQueue<Line> forgotten = new ReferenceQueue<>();
            // When
            WeakReference<Line> line = openAndClose(generator, site, forgotten);
            Reference<?> collected = collected(forgotten);
            // Then
            assertSame(line, collected, "the event loop still knows it");
        }
    }

    private static WeakReference<Line> openAndClose(Generator generator, Site site, ReferenceQueue<Line> forgotten) {
        Line line = Line.open(generator, site).join().line();
        line.close().join();
        return new WeakReference<>(line, forgotten);
    }

    private static @Nullable Reference<?> collected(ReferenceQueue<Line> forgotten) throws InterruptedException {
        Reference<?> found = null;
        for (int i = 0; found == null && i < COLLECTIONS; i++) {
            System.gc();
            found = forgotten.remove(COLLECTED_WITHIN_MILLIS);
        }
        return found;
    }
}
