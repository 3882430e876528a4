package org.waystation.ops.node;

import com.codahale.metrics.MetricRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.waystation.federation.store.StoreFailure;
import org.waystation.ops.admin.Check;
import org.waystation.ops.config.HostPort;
import org.waystation.ops.config.RelayConfig;
import org.waystation.ops.metrics.DiskSize;
import org.waystation.ops.metrics.NodeGauges;
import org.waystation.protocol.card.Fingerprint;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.relay.RelayServer;
import org.waystation.relay.RelaySettings;
import org.waystation.relay.RelayStatus;
import org.waystation.relay.home.HomeTrouble;
import org.waystation.relay.home.RelayHome;

/** Runs a real relay. */
public final class NodeRunner implements RelayRunner {
    private final NodeKeys keys;
    private final Clock clock;
    private final Entropy entropy;

    public NodeRunner(NodeKeys keys, Clock clock, Entropy entropy) {
        this.keys = keys;
        this.clock = clock;
        this.entropy = entropy;
    }

    @Override
    public Running start(RelayDirectory directory, MetricRegistry registry) {
        RelayConfig config = directory.config();
        try {
            RelayHome home = RelayHome.open(directory.data(), keys.of(directory), clock, entropy);
            int port = ListenPort.of(home, config);
            RelaySettings settings = new RelaySettings(
                    config.name(),
                    config.listen().address().withPort(port).toSocketAddress(),
                    config.publishedEndpoints(port),
                    config.limits().toRelayLimits());
            RelayServer server = RelayServer.start(home, settings, clock, entropy, registry);
            NodeGauges.register(registry, server::status, home.directory(), clock);
            return new Node(server, home, config, clock, clock.instant());
        } catch (HomeTrouble | StoreFailure e) {
            throw new CommandFailure(ExitCode.USER, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.USER,
                    "the relay cannot listen on " + config.listen().address() + ": " + e.getMessage()
                            + ". Set listen.address in " + directory.configFile() + " to a free address",
                    e);
        }
    }

    private record Node(RelayServer server, RelayHome home, RelayConfig config, Clock clock, Instant started)
            implements Running {

        @Override
        public InetSocketAddress address() {
            return server.address();
        }

        @Override
        public List<Check> checks() {
            // Not the status, which waits for the store's thread: a stalled disk is to be answered at once. A partner
            // that is
            // away is no fault of this relay.
            List<String> problems = server.problems();
            return problems.isEmpty()
                    ? List.of(new Check("relay", true, true, "serves"))
                    : problems.stream()
                            .map(problem -> new Check("relay", true, false, problem))
                            .toList();
        }

        @Override
        public StatusPage status() {
            RelayStatus status = server.status();
            return new StatusPage(
                    config.name(),
                    Fingerprint.of(home.relay()),
                    Version.text(),
                    status.ready(),
                    status.problems(),
                    Duration.between(started, clock.instant()).toSeconds(),
                    HostPort.of(server.address()).toString(),
                    status.connections(),
                    status.partners().stream().map(Node::partner).toList(),
                    disk(home.directory()));
        }

        @Override
        public void checkpoint() throws IOException {
            try {
                server.checkpoint();
            } catch (StoreFailure e) {
                throw new IOException(e.getMessage(), e);
            }
        }

        @Override
        public PingPage ping(String partner) {
            return PingPage.of(server.ping(partner));
        }

        @Override
        public void close() {
            server.close();
        }

        private static StatusPage.Partner partner(RelayStatus.PartnerStatus partner) {
            return new StatusPage.Partner(
                    partner.name(), partner.linked(), partner.waiting(), partner.waitingBytes(), partner.trouble());
        }

        private static StatusPage.Disk disk(Path directory) {
            return new StatusPage.Disk(DiskSize.of(directory), DiskSize.freeAt(directory));
        }
    }
}
