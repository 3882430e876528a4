package org.waystation.ops.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.waystation.ops.admin.OperatorJson;
import org.waystation.ops.bench.load.Phase;
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
            "Measure relays under the load of many clients.",
            "Starts relays of this build as processes of their own, on loopback, with fresh data under --dir, and plays"
                    + " senders and recipients over the public protocol: TLS, sealed requests of the smallest class (1 KiB"
                    + " of content), every outcome collected, every delivery acknowledged.",
            "Ends with 0 if every message was answered, and every accepted one delivered exactly once where somebody was"
                    + " there to take it; with 1 if not."
        },
        footerHeading = "%nJobs:%n",
        footer = {
            "  offline    one relay, recipients away. Accepted means: the sealed reply says that the",
            "             envelope is in its mailbox, which the relay says only once it is on disk.",
            "  drain      the owners of those mailboxes come, all at once, and empty them.",
            "  online     one relay, recipients attached.",
            "  federated  two relays, senders at one, recipients attached at the other.",
            "  idle       --idle connections with an attached mailbox each, and silence: memory.",
            "",
            "How to read it:",
            "  Each job first plays --warmup messages that do not count. A timed phase ends after",
            "  --seconds, or when its --messages are used up: they are sealed beforehand, on all cores,",
            "  because sealing costs a client more than all else (2.8 KB of memory for each). Of the",
            "  replies one in " + Phase.SAMPLE + " is opened as it comes, the rest when the clock has stopped.",
            "  Rates are taken while the load was full. Latencies of online and federated at --rate run",
            "  from the moment at which a message was due, sent late or not; those of the other phases",
            "  are those of a full house, and say how much is under way rather than how fast it goes.",
            "  Costs count every message of the phase. The clients share the machine's cores with the",
            "  relays: their share of processor time is shown, and more than a half means that the rate",
            "  is theirs. Choose a --dir on the disk that matters; a tmpfs syncs nothing."
        })
public final class BenchCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    @Option(names = "--job", paramLabel = "JOB", split = ",", description = "What to measure (default: all).")
    private List<Job> jobs = List.of();

    @Option(
            names = "--clients",
            paramLabel = "N",
            description = "Senders, and as many recipients (default: ${DEFAULT-VALUE}).")
    private int clients = 200;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            description = "Messages that a sender has under way at a time (default: ${DEFAULT-VALUE}).")
    private int inFlight = 16;

    @Option(
            names = "--messages",
            paramLabel = "N",
            description = "Messages of a timed phase at most (default: ${DEFAULT-VALUE}).")
    private int messages = 40_000;

    @Option(
            names = "--warmup",
            paramLabel = "N",
            description = "Messages before that, not counted (default: ${DEFAULT-VALUE}).")
    private int warmup = 20_000;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "Seconds of a timed phase at most (default: ${DEFAULT-VALUE}).")
    private int seconds = 20;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description =
                    "Messages a second of a second phase of online and federated; 0: none (default: ${DEFAULT-VALUE}).")
    private int rate = 200;

    @Option(
            names = "--idle",
            paramLabel = "N",
            description = "Connections of the job idle (default: ${DEFAULT-VALUE}).")
    private int idle = 5_000;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Event loop threads of the clients (default: ${DEFAULT-VALUE}).")
    private int threads = 1;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where the relays keep their data while they run (default: the temporary directory).")
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
            return tell("usage", USAGE, e);
        } catch (LoadFailure | ProgramFailure | IOException | UncheckedIOException e) {
            return tell("user", FAILED, e);
        }
    }

    private int tell(String code, int exit, Exception failure) throws JsonProcessingException {
        String message = String.valueOf(failure.getMessage());
        err.println("waystation: " + message);
        err.flush();
        if (json) {
            out.println(OperatorJson.mapper()
                    .writeValueAsString(Map.of("error", Map.of("code", code, "message", message, "exit", exit))));
            out.flush();
        }
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
