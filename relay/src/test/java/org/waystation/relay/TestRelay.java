package org.waystation.relay;

import com.codahale.metrics.MetricRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.id.Bytes;
import org.waystation.relay.home.RelayHome;

/** A relay on loopback with a real store, which can be stopped and started again. */
final class TestRelay implements AutoCloseable {
    private RelayHome home;
    private final RelaySettings settings;
    private RelayServer server;

    private TestRelay(Path directory, String name, RelayLimits limits) throws Exception {
        home = RelayHome.create(directory, Clock.systemUTC(), Entropy.system());
        settings =
                new RelaySettings(name, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), List.of(), limits);
        server = start();
    }

    static TestRelay start(Path directory, String name) throws Exception {
        return start(directory, name, RelayLimits.DEFAULT);
    }

    static TestRelay start(Path directory, String name, RelayLimits limits) throws Exception {
        return new TestRelay(directory, name, limits);
    }

    private RelayServer start() throws Exception {
        return RelayServer.start(home, settings, Clock.systemUTC(), Entropy.system(), new MetricRegistry());
    }

    void restart() throws Exception {
        server.close();
        server = start();
    }

    /** Starts again, with whatever is in the directory now. */
    void reopen() throws Exception {
        home = RelayHome.open(home.directory(), Clock.systemUTC(), Entropy.system());
        server = start();
    }

    void stop() {
        server.close();
    }

    void partnerWith(TestRelay other) throws Exception {
        home.addPartner(other.server.card());
        other.home.addPartner(server.card());
    }

    Bytes voucher() throws Exception {
        return home.newVoucher(Duration.ofDays(1)).secret();
    }

    RelayServer server() {
        return server;
    }

    RelayHome home() {
        return home;
    }

    @Override
    public void close() {
        server.close();
    }
}
