package org.waystation.ops.soak;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.waystation.ops.programs.ProgramFailure;
import org.waystation.ops.programs.Programs;
import org.waystation.ops.programs.StopHook;
import org.waystation.ops.programs.Workplace;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code waystation relay soak}; the launcher starts it from the compiled tests. */
@Command(
        name = "waystation relay soak",
        sortOptions = false,
        description = {
            "Run two relays under load and churn, count every message, and see whether anything grows.",
            "Groups of people join with vouchers, open mailboxes, write, lose connections, leave, and delete what they"
                    + " opened; some letters are left until they expire; the link is cut now and then. The relays are"
                    + " looked at every ten seconds.",
            "Ends with 0 if nothing was lost, shown twice or out of order, and nothing grows, else with 1."
        })
public final class SoakCommand implements Callable<Integer> {
    private static final int USAGE = 2;
    private static final int LEAST_MINUTES = 2;
    private static final int MOST_PER_SECOND = 1_000;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "How long, at least " + LEAST_MINUTES + " (default: ${DEFAULT-VALUE}).")
    private int minutes = 60;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Messages a second, from 1 to " + MOST_PER_SECOND + " (default: ${DEFAULT-VALUE}).")
    private int rate = 100;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where soak.csv and soak.json are written, and the relays keep their data while they run"
                    + " (default: the temporary directory).")
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

    private SoakCommand() {}

    /** The first two words are {@code relay soak}. */
    public static void main(String[] words) {
        CommandLine line = new CommandLine(new SoakCommand()).setParameterExceptionHandler((wrong, all) -> {
            System.err.println("waystation: " + wrong.getMessage() + ". See: waystation relay soak --help");
            return USAGE;
        });
        System.exit(line.execute(Arrays.copyOfRange(words, 2, words.length)));
    }

    @Override
    public Integer call() throws Exception {
        if (minutes < LEAST_MINUTES || rate < 1 || rate > MOST_PER_SECOND) {
            throw new CommandLine.ParameterException(
                    new CommandLine(this),
                    "--minutes must be at least " + LEAST_MINUTES + ", and --rate from 1 to " + MOST_PER_SECOND);
        }
        Path where = Files.createDirectories(directory
                .orElse(Path.of(System.getProperty("java.io.tmpdir", ".")))
                .toAbsolutePath());
        Path launcher = Programs.runningLauncher()
                .orElseThrow(() -> new ProgramFailure("start it by the launcher: ./waystation relay soak"));
        try (Soak soak = new Soak(
                Plan.of(Duration.ofMinutes(minutes), rate), Workplace.createIn(where, "soak-"), launcher, err)) {
            Report report = StopHook.during(() -> new Report(soak.play()), () -> stop(soak));
            report.write(where);
            if (json) {
                out.println(report.json());
            } else {
                report.tell(out);
            }
            return report.isClean() ? 0 : 1;
        } catch (ProgramFailure | IOException e) {
            err.println("waystation: " + e.getMessage());
            return 1;
        }
    }

    private static void stop(Soak soak) {
        try {
            soak.close();
        } catch (IOException e) {
            // The process is ending.
        }
    }
}
