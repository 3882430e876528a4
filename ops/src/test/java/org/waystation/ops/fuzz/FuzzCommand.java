package org.waystation.ops.fuzz;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.waystation.ops.admin.OperatorJson;
import org.waystation.ops.programs.ProgramFailure;
import org.waystation.ops.programs.Programs;
import org.waystation.ops.programs.StopHook;
import org.waystation.watch.fuzz.Decoder;
import org.waystation.watch.fuzz.Decoders;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code waystation relay fuzz}; the launcher starts it from the compiled tests. */
@Command(
        name = "waystation relay fuzz",
        sortOptions = false,
        description = {
            "Give every decoder of the project bytes that were made to reach as much of it as possible (Jazzer).",
            "Each must end with a value or its own refusal and nothing else, within a bound on memory and time, and read"
                    + " again what is written of what it has read. One after the other, each in a process of its own.",
            "Inputs that reach something new are kept under target/fuzz, and the next campaign starts from them. Ends with 0"
                    + " if nothing was found, else with 1."
        })
public final class FuzzCommand implements Callable<Integer> {
    private static final int USAGE = 2;

    @Option(
            names = "--target",
            paramLabel = "T",
            split = ",",
            description = "Only the decoders whose names begin so (default: all).")
    private List<String> targets = List.of("");

    @Option(names = "--seconds", paramLabel = "N", description = "For each decoder (default: ${DEFAULT-VALUE}).")
    private int seconds = 60;

    @Option(names = "--list", description = "Only say which decoders there are.")
    private boolean list;

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

    FuzzCommand() {}

    /** The first two words are {@code relay fuzz}. */
    public static void main(String[] words) {
        CommandLine line = new CommandLine(new FuzzCommand()).setParameterExceptionHandler((wrong, all) -> {
            System.err.println("waystation: " + wrong.getMessage() + ". See: waystation relay fuzz --help");
            return USAGE;
        });
        System.exit(line.execute(Arrays.copyOfRange(words, 2, words.length)));
    }

    @Override
    public Integer call() throws Exception {
        List<Decoder> chosen = chosen();
        if (list) {
            chosen.forEach(out::println);
            return 0;
        }
        try {
            Campaign campaign = new Campaign(tree());
            List<Row> rows = StopHook.during(() -> fuzz(campaign, chosen), campaign::stop);
            boolean ok = rows.stream().allMatch(Row::isClean);
            tell(rows, ok);
            return ok ? 0 : 1;
        } catch (ProgramFailure | IOException e) {
            err.println("waystation: " + e.getMessage());
            return 1;
        }
    }

    private List<Decoder> chosen() {
        List<Decoder> chosen = Decoders.onClassPath().stream()
                .filter(each -> targets.stream().anyMatch(each.name()::startsWith))
                .toList();
        for (String target : targets) {
            if (chosen.stream().noneMatch(each -> each.name().startsWith(target))) {
                throw refusal("there is no decoder that begins with '" + target + "'; see --list");
            }
        }
        if (seconds < 1) {
            throw refusal("--seconds must be at least 1");
        }
        return chosen;
    }

    private CommandLine.ParameterException refusal(String words) {
        return new CommandLine.ParameterException(new CommandLine(this), words);
    }

    private List<Row> fuzz(Campaign campaign, List<Decoder> decoders) throws IOException, InterruptedException {
        List<Row> rows = new ArrayList<>();
        for (Decoder each : decoders) {
            err.println(each + ": " + seconds + " s");
            Row row = campaign.fuzz(each, Duration.ofSeconds(seconds));
            rows.add(row);
            if (!row.isClean()) {
                err.println("  " + row.trouble() + "; the input and the log are in " + campaign.directory(each));
            }
        }
        return rows;
    }

    private void tell(List<Row> rows, boolean ok) throws IOException {
        if (json) {
            out.println(OperatorJson.mapper().writeValueAsString(Map.of("ok", ok, "decoders", rows)));
            return;
        }
        out.println(Row.HEAD);
        out.println(Row.RULE);
        rows.forEach(out::println);
        out.println();
        out.println(ok ? "No decoder did what it must not." : "A decoder did what it must not: see above.");
    }

    private static Path tree() {
        return Programs.runningLauncher()
                .map(Path::getParent)
                .orElseThrow(() -> new ProgramFailure("start it by the launcher: ./waystation relay fuzz"));
    }
}
