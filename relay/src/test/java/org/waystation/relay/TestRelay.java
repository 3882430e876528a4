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
public final class TestRelay implements AutoCloseable {
    private RelayHome home;
    private final Clock clock;
    private final RelaySettings settings;
    private final HomeStore stores;
    private RelayServer server;

    private TestRelay(RelayHome home, Clock clock, String name, RelayLimits limits, HomeStore stores) throws Exception {
        this.home = home;
        this.clock = clock;
        this.stores = stores;
        settings =
                new RelaySettings(name, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), List.of(), limits);
        server = start();
    }

    public static TestRelay start(Path directory, String name) throws Exception {
        return start(directory, name, RelayLimits.DEFAULT);
    }

    static TestRelay start(Path directory, String name, RelayLimits limits) throws Exception {
        return start(directory, name, limits, Clock.systemUTC(), HomeStore.ON_DISK);
    }

    static TestRelay start(Path directory, String name, RelayLimits limits, Clock clock, HomeStore stores)
            throws Exception {
        return new TestRelay(RelayHome.create(directory, clock, Entropy.system()), clock, name, limits, stores);
    }

    /** A relay whose directory is there already. */
    static TestRelay open(Path directory, Clock clock, String name) throws Exception {
        return new TestRelay(
                RelayHome.open(directory, clock, Entropy.system()),
                clock,
                name,
                RelayLimits.DEFAULT,
                HomeStore.ON_DISK);
    }

    private RelayServer start() throws Exception {
        return RelayServer.start(home, settings, clock, Entropy.system(), new MetricRegistry(), stores);
    }

    void restart() throws Exception {
        server.close();
        server = start();
    }

    /** Starts again, with whatever is in the directory now. */
    void reopen() throws Exception {
        home = RelayHome.open(home.directory(), clock, Entropy.system());
        server = start();
    }

    public void stop() {
        server.close();
    }

    public void partnerWith(TestRelay other) throws Exception {
        home.partners().add(other.server.card());
        other.home.partners().add(server.card());
    }

    public Bytes voucher() throws Exception {
        return home.newVoucher(Duration.ofDays(1)).secret();
    }

    public RelayServer server() {
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
