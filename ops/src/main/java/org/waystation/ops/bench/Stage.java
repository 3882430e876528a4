package org.waystation.ops.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.waystation.ops.bench.load.Mailbox;
import org.waystation.ops.bench.load.Sealer;
import org.waystation.ops.bench.wire.Generator;
import org.waystation.ops.config.LimitsConfig;
import org.waystation.ops.programs.ProcessCage;
import org.waystation.ops.programs.Programs;
import org.waystation.ops.programs.Workplace;

/** What one job runs on: a directory, the relays in it, and the generator. {@link #close} may come from any thread. */
final class Stage implements AutoCloseable {
    private static final int RAISED = 10;

    private final BenchOptions options;
    private final Workplace workplace;
    private final Programs programs;
    private final ProcessCage cage = new ProcessCage();
    private final Generator generator;
    private final Progress progress;

    private Stage(BenchOptions options, Workplace workplace, Path launcher, Progress progress) throws IOException {
        this.options = options;
        this.workplace = workplace;
        this.programs = new Programs(launcher, Files.createDirectory(workplace.of("scratch")), cage);
        this.generator = new Generator(options.size().threads());
        this.progress = progress;
    }

    static Stage open(BenchOptions options, Path launcher, Progress progress) throws IOException {
        return new Stage(options, Workplace.createIn(options.directory(), "waystation-bench-"), launcher, progress);
    }

    BenchOptions.Size size() {
        return options.size();
    }

    /** What seals messages for the mailboxes of a relay. */
    Sealer sealer(BenchRelay relay, List<Mailbox> mailboxes) {
        return new Sealer(relay.site(), mailboxes, Instant.now(), options.tickets());
    }

    Generator generator() {
        return generator;
    }

    Progress progress() {
        return progress;
    }

    /** A new relay, running. */
    BenchRelay relay(String name) {
        progress.say("starting " + name);
        return BenchRelay.start(programs, name, workplace.of(name), limits());
    }

    /** The usual limits, raised where the load would reach them: what is measured is the relay, not its refusals. */
    private LimitsConfig limits() {
        LimitsConfig usual = LimitsConfig.DEFAULT;
        BenchOptions.Size size = options.size();
        long messages = (long) size.messages() + size.warmup() + (long) size.rate() * size.seconds();
        return new LimitsConfig(
                Math.max(usual.maxMailboxEnvelopes(), messages),
                Math.max(usual.maxMailboxBytes(), messages << 11),
                usual.maxMemberMailboxes(),
                Math.max(usual.maxOutboxRequests(), 3 * messages),
                Math.max(usual.maxOutboxBytes(), messages << 13),
                usual.messageLifetime(),
                usual.minFreeDiskBytes(),
                Math.max(usual.maxConnections(), 2 * Math.max(size.clients(), size.idle()) + 100),
                RAISED * usual.maxPartnerRequestsPerSecond(),
                RAISED * usual.maxPartnerBytesPerSecond());
    }

    /** Ends every process and removes every file. */
    @Override
    public void close() {
        generator.close();
        synchronized (cage) {
            cage.close();
            try {
                workplace.delete();
            } catch (IOException e) {
                progress.say("could not remove " + workplace.root() + ": " + e.getMessage());
            }
        }
    }
}
