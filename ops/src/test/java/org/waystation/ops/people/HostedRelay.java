package org.waystation.ops.people;

import static org.awaitility.Awaitility.await;

import com.codahale.metrics.MetricRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.link.Voucher;
import org.waystation.relay.RelayLimits;
import org.waystation.relay.RelayServer;
import org.waystation.relay.RelaySettings;
import org.waystation.relay.RelayStatus;
import org.waystation.relay.home.RelayHome;

/** One organisation's relay, on loopback. */
final class HostedRelay implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RelayHome home;
    private final RelaySettings settings;
    private RelayServer server;

    HostedRelay(Path directory, String name) throws Exception {
        home = RelayHome.create(directory, Clock.systemUTC(), Entropy.system());
        settings = new RelaySettings(
                name, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), List.of(), RelayLimits.DEFAULT);
        server = startServer();
    }

    private RelayServer startServer() throws Exception {
        return RelayServer.start(home, settings, Clock.systemUTC(), Entropy.system(), new MetricRegistry());
    }

    void federateWith(HostedRelay other) throws Exception {
        home.partners().add(other.server.card());
        other.home.partners().add(server.card());
        await().atMost(PATIENCE).until(() -> isLinked() && other.isLinked());
    }

    private boolean isLinked() {
        return server.status().partners().stream().anyMatch(RelayStatus.PartnerStatus::linked);
    }

    Voucher voucher() throws Exception {
        return home.newVoucher(Duration.ofDays(1));
    }

    void stop() {
        server.close();
    }

    void startAgain() throws Exception {
        server = startServer();
    }

    @Override
    public void close() {
        server.close();
    }
}
