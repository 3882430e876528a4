package org.waystation.ops.faults;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.waystation.ops.admin.OperatorJson;
import org.waystation.ops.faults.people.Course;
import org.waystation.ops.programs.ProgramFailure;
import org.waystation.ops.programs.Programs;
import org.waystation.ops.programs.StopHook;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code waystation relay faults}; the launcher starts it from the compiled tests. */
@Command(
        name = "waystation relay faults",
        sortOptions = false,
        description = {
            "Break the network, the processes and the disks of two real relays, and count every message.",
            "For each fault: two new relays of this build as processes, writers at one, readers at the other, and a proxy"
                    + " between the relays that passes TLS as it is. A tenth of the messages is written before the fault,"
                    + " the rest while it lasts; then all must arrive.",
            "Ends with 0 if nothing was lost, nothing shown twice and every conversation kept its order, else with 1."
        })
public final class FaultsCommand implements Callable<Integer> {
    private static final int WRITERS = 8;
    private static final int MAILBOXES = 5;
    private static final int DEATHS = 3;
    private static final int USAGE = 2;
    private static final int MOST_MESSAGES = 100_000;
    private static final Set<Fault> MAY_STAY = Set.of(Fault.LOSS, Fault.LATENCY, Fault.TRICKLE);

    @Option(
            names = "--fault",
            paramLabel = "F",
            split = ",",
            converter = FaultOfName.class,
            description = "Only these: cut, half-open, answers-swallowed, loss, latency, trickle, paused, killed,"
                    + " killed-unanswered, own-relay-killed, disk-full, disk-nearly-full, disk-slow, disk-failing,"
                    + " disk-read-only (default: all).")
    private List<Fault> faults = List.of(Fault.values());

    @Option(
            names = "--messages",
            paramLabel = "N",
            description = "Messages for each fault, in " + WRITERS * MAILBOXES
                    + " conversations (default: ${DEFAULT-VALUE}).")
    private int messages = 10_000;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "How long a fault lasts, where it does not end by itself (default: ${DEFAULT-VALUE}).")
    private int seconds = 40;

    @Option(names = "--stay", description = "Let loss, latency or trickle last until every message has come through.")
    private boolean stays;

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

    private final PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    private final PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);

    private FaultsCommand() {}

    /** The first two words are {@code relay faults}. */
    public static void main(String[] words) {
        CommandLine line = new CommandLine(new FaultsCommand()).setParameterExceptionHandler((wrong, all) -> {
            System.err.println("waystation: " + wrong.getMessage() + ". See: waystation relay faults --help");
            return USAGE;
        });
        System.exit(line.execute(Arrays.copyOfRange(words, 2, words.length)));
    }

    @Override
    public Integer call() throws Exception {
        requireSense();
        try {
            Faults campaign = new Faults(launcher(), where(), err);
            Trial.Script script = new Trial.Script(
                    new Course(WRITERS, MAILBOXES, messages), Duration.ofSeconds(seconds), DEATHS, stays);
            List<Row> rows = StopHook.during(() -> campaign.play(faults, script), campaign::stop);
            boolean ok = rows.stream().allMatch(Row::isClean);
            tell(rows, ok);
            return ok ? 0 : 1;
        } catch (ProgramFailure | IOException e) {
            err.println("waystation: " + e.getMessage());
            return 1;
        }
    }

    private void requireSense() {
        if (messages < WRITERS * MAILBOXES || messages > MOST_MESSAGES || seconds < 1) {
            throw new CommandLine.ParameterException(
                    new CommandLine(this),
                    "--messages must be from " + WRITERS * MAILBOXES + " to " + MOST_MESSAGES
                            + ", and --seconds at least 1");
        }
        if (stays && !MAY_STAY.containsAll(faults)) {
            throw new CommandLine.ParameterException(
                    new CommandLine(this), "--stay is for --fault loss, latency and trickle only");
        }
    }

    private void tell(List<Row> rows, boolean ok) throws IOException {
        if (json) {
            out.println(OperatorJson.mapper().writeValueAsString(Map.of("ok", ok, "network", "proxy", "faults", rows)));
            return;
        }
        out.println(Row.HEAD);
        out.println(Row.RULE);
        rows.forEach(out::println);
        out.println();
        out.println("The network between the relays was a fault-injecting TCP proxy.");
        out.println(ok ? "Every promise was kept." : "A promise was broken: see above.");
    }

    private static Path launcher() {
        return Programs.runningLauncher()
                .orElseThrow(() -> new ProgramFailure("start it by the launcher: ./waystation relay faults"));
    }

    private Path where() throws IOException {
        Path where = directory
                .orElse(Path.of(System.getProperty("java.io.tmpdir", ".")))
                .toAbsolutePath();
        return Files.createDirectories(where);
    }

    private static final class FaultOfName implements CommandLine.ITypeConverter<Fault> {
        @Override
        public Fault convert(String name) {
            return Arrays.stream(Fault.values())
                    .filter(each -> each.toString().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new CommandLine.TypeConversionException("there is no fault '" + name + "'"));
        }
    }
}
