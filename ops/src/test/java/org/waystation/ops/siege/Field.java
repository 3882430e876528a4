package org.waystation.ops.siege;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.waystation.ops.bench.BenchRelay;
import org.waystation.ops.bench.wire.LoadFailure;
import org.waystation.ops.config.LimitsConfig;
import org.waystation.ops.config.RelayConfig;
import org.waystation.ops.programs.ProcessCage;
import org.waystation.ops.programs.ProgramFailure;
import org.waystation.ops.programs.Programs;
import org.waystation.ops.programs.RelayUnderTest;
import org.waystation.ops.programs.Workplace;
import org.waystation.ops.siege.attack.Assault;
import org.waystation.ops.siege.attack.Target;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.relay.home.HomeTrouble;
import org.waystation.relay.home.RelayHome;

/** A relay, its honest people, and attacks one after the other. One thread; {@link #close} from any. */
final class Field implements AutoCloseable {
    private static final Duration VALIDITY = Duration.ofDays(1);

    private final Workplace workplace;
    private final ProcessCage cage;
    private final Bounds bounds;
    private final BenchRelay relay;
    private final Path log;
    private final Path hostile;
    private final People people;

    /**
     * Who is there, and for how long each is watched.
     *
     * @param pairs writers, and as many readers
     * @param perSecond messages
     * @param seconds of each of the three windows: before, under and after an attack
     */
    record Size(int pairs, int perSecond, int seconds) {}

    private Field(Workplace workplace, ProcessCage cage, Parts parts, Bounds bounds) {
        this.workplace = workplace;
        this.cage = cage;
        this.relay = parts.relay();
        this.hostile = parts.hostile();
        this.people = parts.people();
        this.bounds = bounds;
        this.log = relay.process().directory().resolve("relay.log");
    }

    private record Parts(BenchRelay relay, Path hostile, People people) {}

    /** A new relay, with people who have joined it. */
    static Field open(Workplace workplace, Path launcher, Size size, Bounds bounds) throws Exception {
        ProcessCage cage = new ProcessCage();
        try {
            Programs programs = new Programs(launcher, Files.createDirectory(workplace.of("scratch")), cage);
            BenchRelay relay =
                    BenchRelay.start(programs, "besieged.example", workplace.of("besieged"), LimitsConfig.DEFAULT);
            Path hostile = befriend(relay, programs, workplace);
            People people = People.gather(relay.site(), size.pairs(), size.perSecond());
            return new Field(workplace, cage, new Parts(relay, hostile, people), bounds);
        } catch (Exception e) {
            cage.close();
            workplace.delete();
            throw e;
        }
    }

    /** The attackers' own relay is a partner of the besieged one, and is played by them. */
    private static Path befriend(BenchRelay relay, Programs programs, Workplace workplace) throws Exception {
        RelayUnderTest partner = new RelayUnderTest(programs, "hostile.example", workplace.of("hostile"));
        partner.init();
        Path data = workplace.of("hostile").resolve(RelayConfig.DEFAULT_DATA);
        // Nobody listens there: the attackers dial.
        SignedCard card = RelayHome.open(data, Clock.systemUTC(), Entropy.system())
                .renewCard("hostile.example", List.of("127.0.0.1:9"));
        relay.home().partners().add(card);
        return data;
    }

    /** What attackers know, with a voucher of their own for each attack. */
    private Path describeTarget() throws IOException {
        Path file = workplace.of("target.properties");
        try {
            new Target(
                            relay.site().address(),
                            relay.home().card().orElseThrow(),
                            relay.home().newVoucher(VALIDITY).secret(),
                            hostile,
                            relay.process().admin())
                    .write(file);
        } catch (HomeTrouble trouble) {
            throw new ProgramFailure(String.valueOf(trouble.getMessage()));
        }
        return file;
    }

    /** Has the relay's machine code compiled, so that it does not get faster while it is compared. */
    void warmUp(int seconds) throws InterruptedException {
        people.write(seconds, () -> {});
    }

    /** Plays one attack. */
    Row play(Assault assault, Size size) throws IOException, InterruptedException {
        Sampling quiet = new Sampling();
        People.Seen before = people.write(size.seconds(), quiet::look);
        Sampling stormy = new Sampling();
        List<String> complaints = new ArrayList<>();
        People.Seen under;
        Map<String, Long> attackers;
        try (Attackers storm = Attackers.prepare(assault, describeTarget(), workplace.of("scratch"))) {
            storm.begin();
            under = people.write(size.seconds(), stormy::look);
            attackers = storm.end();
        } catch (LoadFailure thrownOut) {
            throw new LoadFailure("honest people suffer: " + thrownOut.getMessage() + said());
        }
        People.Seen after = people.write(size.seconds(), stormy::look);
        complaints.addAll(Row.complaints(List.of(before, under, after), quiet.most, stormy.most, bounds));
        complaints.addAll(assault.verdict(attackers));
        if (said().contains("mistake of ours")) {
            complaints.add("the relay's log speaks of a mistake of its own");
        }
        return new Row(assault.toString(), before, under, after, quiet.most, stormy.most, attackers, complaints);
    }

    /** What the relay says of itself: empty, or the last lines of its log. */
    private String said() {
        try {
            List<String> lines = Files.readAllLines(log);
            return lines.isEmpty()
                    ? ""
                    : "; the relay's log ends: "
                            + String.join(" / ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
        } catch (IOException unreadable) {
            return "";
        }
    }

    /** The most that the relay was seen to take. */
    private final class Sampling {
        private static final Duration EVERY = Duration.ofMillis(200);

        private Vitals most = Vitals.of(relay.pid(), log);
        private Instant next = Instant.now();

        void look() {
            if (!relay.process().isRunning()) {
                throw new ProgramFailure("the relay has died" + said());
            }
            if (!Instant.now().isBefore(next)) {
                next = Instant.now().plus(EVERY);
                most = most.most(Vitals.of(relay.pid(), log));
            }
        }
    }

    @Override
    public void close() throws IOException {
        people.close();
        cage.close();
        workplace.delete();
    }
}
