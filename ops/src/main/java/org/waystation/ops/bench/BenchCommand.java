package org.waystation.ops.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.waystation.ops.bench.report.Report;
import org.waystation.ops.bench.report.TextReport;
import org.waystation.ops.bench.wire.LoadFailure;
import org.waystation.ops.programs.ProgramFailure;
import org.waystation.ops.programs.Programs;
import org.waystation.ops.programs.StopHook;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code waystation relay bench}. */
@Command(
        name = "bench",
        description = {
            "Measure this build: relays as processes of their own, thousands of clients over the public protocol.",
            "Ends with 0 if every accepted message was delivered exactly once where somebody was there to take it."
        })
public final class BenchCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    @Option(names = "--job", paramLabel = "JOB", split = ",", description = "${COMPLETION-CANDIDATES} (default: all).")
    private List<Job> jobs = List.of();

    @Option(names = "--clients", paramLabel = "N", description = "Senders, and as many recipients (${DEFAULT-VALUE}).")
    private int clients = 200;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            description = "Messages of a sender without an outcome (${DEFAULT-VALUE}).")
    private int inFlight = 16;

    @Option(
            names = "--messages",
            paramLabel = "N",
            description = "Messages of a timed phase at most (${DEFAULT-VALUE}).")
    private int messages = 40_000;

    @Option(names = "--warmup", paramLabel = "N", description = "Messages before it (${DEFAULT-VALUE}).")
    private int warmup = 20_000;

    @Option(names = "--seconds", paramLabel = "N", description = "Seconds of a timed phase at most (${DEFAULT-VALUE}).")
    private int seconds = 20;

    @Option(names = "--rate", paramLabel = "N", description = "Messages a second; 0: leave out (${DEFAULT-VALUE}).")
    private int rate = 200;

    @Option(names = "--idle", paramLabel = "N", description = "Connections of the job idle (${DEFAULT-VALUE}).")
    private int idle = 5_000;

    @Option(names = "--threads", paramLabel = "N", description = "Event loops of the clients (${DEFAULT-VALUE}).")
    private int threads = 1;

    @Option(names = "--dir", paramLabel = "DIR", description = "Directory on the disk to measure.")
    private Optional<Path> directory = Optional.empty();

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Explain this command.")
    @SuppressWarnings("UnusedVariable") // Read by picocli.
    private boolean help;

    private final PrintWriter out;
    private final PrintWriter err;

    public BenchCommand(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws Exception {
        try {
            Bench bench = new Bench(options(), launcher(), new Progress(err, !json));
            Report report = StopHook.during(bench::play, bench::stop);
            out.println(json ? report.toJson() : TextReport.of(report));
            out.flush();
            return report.ok() ? 0 : FAILED;
        } catch (IllegalArgumentException e) {
            return tell(USAGE, e);
        } catch (LoadFailure | ProgramFailure e) {
            return tell(FAILED, e);
        }
    }

    private int tell(int exit, Exception failure) {
        err.println("waystation: " + failure.getMessage());
        err.flush();
        return exit;
    }

    private BenchOptions options() throws IOException {
        Set<Job> wanted = jobs.isEmpty() ? EnumSet.allOf(Job.class) : EnumSet.copyOf(jobs);
        Path where = directory.orElse(Path.of(System.getProperty("java.io.tmpdir", ".")));
        Files.createDirectories(where);
        return new BenchOptions(
                wanted,
                new BenchOptions.Size(clients, inFlight, messages, warmup, seconds, rate, idle, threads),
                where.toAbsolutePath());
    }

    private static Path launcher() {
        return Programs.runningLauncher()
                .orElseThrow(() -> new ProgramFailure(
                        "the load test starts relays by the launcher; start it as ./waystation relay bench"));
    }
}
