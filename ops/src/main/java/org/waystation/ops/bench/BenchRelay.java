package org.waystation.ops.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.waystation.ops.bench.wire.LoadFailure;
import org.waystation.ops.bench.wire.Site;
import org.waystation.ops.config.ConfigFile;
import org.waystation.ops.config.HostPort;
import org.waystation.ops.config.LimitsConfig;
import org.waystation.ops.config.RelayConfig;
import org.waystation.ops.metrics.DiskSize;
import org.waystation.ops.programs.Programs;
import org.waystation.ops.programs.RelayUnderTest;
import org.waystation.protocol.card.CardRefused;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.relay.admission.Vouchers;
import org.waystation.relay.home.HomeTrouble;
import org.waystation.relay.home.RelayHome;

/** A relay that was made for one run of a load, as a process of its own. One thread. */
public final class BenchRelay {
    private static final Duration VOUCHER_VALIDITY = Duration.ofDays(1);
    private static final Duration LINK_PATIENCE = Duration.ofSeconds(60);
    private static final long LOOK_AGAIN_MILLIS = 100;

    private final RelayUnderTest process;
    private final RelayHome home;
    private final SignedCard card;
    private final Site site;

    private BenchRelay(RelayUnderTest process, RelayHome home, SignedCard card, Site site) {
        this.process = process;
        this.home = home;
        this.card = card;
        this.site = site;
    }

    /** Makes a relay with these limits and starts it. */
    public static BenchRelay start(Programs programs, String name, Path directory, LimitsConfig limits) {
        RelayUnderTest process = new RelayUnderTest(programs, name, directory);
        process.init();
        configure(directory.resolve("relay.toml"), limits);
        HostPort listen = HostPort.parse(process.run().path("listen").asText());
        try {
            RelayHome home =
                    RelayHome.open(directory.resolve(RelayConfig.DEFAULT_DATA), Clock.systemUTC(), Entropy.system());
            SignedCard card = home.card().orElseThrow(() -> new LoadFailure("relay " + name + " has no card"));
            return new BenchRelay(process, home, card, site(home, card, listen.toSocketAddress()));
        } catch (HomeTrouble e) {
            throw new LoadFailure(String.valueOf(e.getMessage()));
        }
    }

    private static void configure(Path file, LimitsConfig limits) {
        RelayConfig usual = ConfigFile.read(file);
        RelayConfig config = new RelayConfig(
                usual.name(),
                usual.data(),
                usual.endpoints(),
                usual.listen(),
                usual.admin(),
                usual.store(),
                limits,
                usual.log());
        try {
            Files.writeString(file, ConfigFile.write(config));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Site site(RelayHome home, SignedCard card, InetSocketAddress address) {
        Entropy entropy = Entropy.system();
        Vouchers vouchers = new Vouchers(home.secrets().voucherKey());
        return Site.of(
                card.card(),
                address,
                () -> vouchers.issue(Clock.systemUTC().instant().plus(VOUCHER_VALIDITY), entropy));
    }

    /** Has both federate with each other, and waits until they are connected. */
    static void federate(BenchRelay one, BenchRelay two) throws InterruptedException {
        try {
            one.home.partners().add(two.card);
            two.home.partners().add(one.card);
        } catch (HomeTrouble | CardRefused e) {
            throw new LoadFailure("the two relays do not federate: " + e.getMessage());
        }
        long deadline = System.nanoTime() + LINK_PATIENCE.toNanos();
        while (!one.isLinked() || !two.isLinked()) {
            if (System.nanoTime() > deadline) {
                throw new LoadFailure("the two relays did not connect in " + LINK_PATIENCE.toSeconds() + " s");
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
    }

    private boolean isLinked() {
        JsonNode partners = process.status().path("partners");
        return partners.size() == 1 && partners.get(0).path("connected").asBoolean();
    }

    String name() {
        return process.name();
    }

    public Site site() {
        return site;
    }

    public long pid() {
        return process.pid();
    }

    /** What the relay is known by, and its partners. */
    public RelayHome home() {
        return home;
    }

    /** The relay as its operator sees it. */
    public RelayUnderTest process() {
        return process;
    }

    /** A series of the relay's metrics. */
    long metric(String series) {
        return process.metric(series);
    }

    /** Bytes of the store's files; changes while the relay writes. */
    long storeBytes() {
        return DiskSize.of(home.storeDirectory());
    }
}
