package org.waystation.ops.faults;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.waystation.ops.bench.wire.Site;
import org.waystation.ops.config.ConfigFile;
import org.waystation.ops.config.HostPort;
import org.waystation.ops.config.LimitsConfig;
import org.waystation.ops.config.RelayConfig;
import org.waystation.ops.programs.ProgramFailure;
import org.waystation.ops.programs.Programs;
import org.waystation.ops.programs.RelayUnderTest;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.relay.admission.Vouchers;
import org.waystation.relay.home.RelayHome;

/** A relay as a process of its own, whose card sends partners to a gate of the faulty link. One thread. */
public final class Station {
    /** Each is used at once. */
    private static final Duration VOUCHER_VALIDITY = Duration.ofMinutes(10);

    private final RelayUnderTest process;
    private final RelayHome home;
    private final SignedCard card;
    private final Site site;

    private Station(RelayUnderTest process, RelayHome home, SignedCard card, Site site) {
        this.process = process;
        this.home = home;
        this.card = card;
        this.site = site;
    }

    /**
     * How a relay is made.
     *
     * @param gate where partners dial it
     * @param minFreeDiskBytes below which it takes nothing new
     * @param running starts its process; may differ from what made its directory
     */
    public record Plan(String name, Path directory, InetSocketAddress gate, long minFreeDiskBytes, Programs running) {}

    public static Station start(Programs programs, Plan plan) {
        new RelayUnderTest(programs, plan.name(), plan.directory()).init();
        RelayUnderTest process = new RelayUnderTest(plan.running(), plan.name(), plan.directory());
        try {
            configure(plan);
            HostPort listen = HostPort.parse(process.run().path("listen").asText());
            RelayHome home = RelayHome.open(
                    plan.directory().resolve(RelayConfig.DEFAULT_DATA), Clock.systemUTC(), Entropy.system());
            SignedCard card = home.card().orElseThrow();
            return new Station(process, home, card, site(home, card, listen));
        } catch (Exception e) {
            throw new ProgramFailure("relay " + plan.name() + " cannot be set up: " + e.getMessage());
        }
    }

    private static void configure(Plan plan) throws IOException {
        Path file = plan.directory().resolve("relay.toml");
        RelayConfig usual = ConfigFile.read(file);
        LimitsConfig limits = usual.limits();
        RelayConfig config = new RelayConfig(
                usual.name(),
                usual.data(),
                List.of(HostPort.of(plan.gate())),
                usual.listen(),
                usual.admin(),
                usual.store(),
                new LimitsConfig(
                        limits.maxMailboxEnvelopes(),
                        limits.maxMailboxBytes(),
                        limits.maxMemberMailboxes(),
                        limits.maxOutboxRequests(),
                        limits.maxOutboxBytes(),
                        limits.messageLifetime(),
                        plan.minFreeDiskBytes(),
                        limits.maxConnections(),
                        limits.maxPartnerRequestsPerSecond(),
                        limits.maxPartnerBytesPerSecond()),
                usual.log());
        Files.writeString(file, ConfigFile.write(config));
    }

    private static Site site(RelayHome home, SignedCard card, HostPort listen) {
        Vouchers vouchers = new Vouchers(home.secrets().voucherKey());
        return Site.of(
                card.card(),
                listen.toSocketAddress(),
                () -> vouchers.issue(Clock.systemUTC().instant().plus(VOUCHER_VALIDITY), Entropy.system()));
    }

    /** Has both federate with each other; they find each other by themselves. */
    public static void federate(Station one, Station two) {
        try {
            one.home.partners().add(two.card);
            two.home.partners().add(one.card);
        } catch (Exception e) {
            throw new ProgramFailure("the two relays do not federate: " + e.getMessage());
        }
    }

    /** How clients reach it: not through the faulty link. */
    public Site site() {
        return site;
    }

    public boolean isLinked() {
        return process.status().path("partners").path(0).path("connected").asBoolean();
    }

    /** Whether the relay says of itself that it cannot work. */
    boolean hasProblems() {
        return !process.status().path("problems").isEmpty();
    }

    public Path data() {
        return process.directory().resolve(RelayConfig.DEFAULT_DATA);
    }

    /** Whether its log speaks of a bug. */
    public boolean hasMadeMistakes() throws IOException {
        return Files.readString(log()).contains("mistake of ours");
    }

    public long pid() {
        return process.pid();
    }

    /** Where what it says of itself is written. */
    public Path log() {
        return process.directory().resolve("relay.log");
    }

    /** Has its operator copy all of it while it runs. */
    public void backup(Path copy) {
        process.command("backup", copy.toString());
    }

    /** All that its monitoring sees. */
    public Map<String, Double> metrics() {
        return process.metrics();
    }

    void freeze() {
        process.freeze();
    }

    void thaw() {
        process.thaw();
    }

    void kill() throws InterruptedException {
        process.kill();
    }

    void startAgain() {
        process.run();
    }
}
