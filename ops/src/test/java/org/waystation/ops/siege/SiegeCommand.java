package org.waystation.ops.siege;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.waystation.ops.admin.OperatorJson;
import org.waystation.ops.bench.measure.Machine;
import org.waystation.ops.programs.ProgramFailure;
import org.waystation.ops.programs.Programs;
import org.waystation.ops.programs.StopHook;
import org.waystation.ops.siege.attack.Assault;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code waystation relay siege}; the launcher starts it from the compiled tests. */
@Command(
        name = "waystation relay siege",
        sortOptions = false,
        description = {
            "Attack a real relay, and see what becomes of the others.",
            "A relay of this build as a process, honest people who write at a constant rate, and attackers in a process"
                    + " of their own, niced, each with a limit on what they do in a second. For each attack three windows:"
                    + " before it, under it, after it.",
            "Ends with 0 if nothing was lost and nothing came twice, memory and log stayed within their bounds, and the"
                    + " relay's log speaks of no mistake of its own; with --strict only if others waited at most twice"
                    + " as long, too. Else with 1."
        })
public final class SiegeCommand implements Callable<Integer> {
    private static final int USAGE = 2;
    private static final int MIB_SHIFT = 20;
    private static final int KIB_SHIFT = 10;

    @Option(
            names = "--attack",
            paramLabel = "A",
            split = ",",
            converter = AssaultOfName.class,
            description = "Only these (default: all; --list names them).")
    private List<Assault> assaults = List.of(Assault.values());

    @Option(names = "--list", description = "Name the attacks and end.")
    private boolean list;

    @Option(names = "--seconds", paramLabel = "N", description = "How long each window is (default: ${DEFAULT-VALUE}).")
    private int seconds = 20;

    @Option(
            names = "--pairs",
            paramLabel = "N",
            description = "Honest writers, and as many readers (default: ${DEFAULT-VALUE}).")
    private int pairs = 20;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Messages that they write in a second (default: ${DEFAULT-VALUE}).")
    private int rate = 50;

    @Option(
            names = "--most-memory",
            paramLabel = "MIB",
            description = "The bound on the relay's memory (default: ${DEFAULT-VALUE}).")
    private long mostMemory = Bounds.USUAL.memoryBytes() >> MIB_SHIFT;

    @Option(
            names = "--most-log",
            paramLabel = "KIB",
            description = "The bound on what the relay logs for one attack (default: ${DEFAULT-VALUE}).")
    private long mostLog = Bounds.USUAL.logBytes() >> KIB_SHIFT;

    @Option(names = "--strict", description = "Fail, too, if others wait more than twice as long under an attack.")
    private boolean strict;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where the relay keeps its data while it runs (default: the temporary directory).")
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

    private SiegeCommand() {}

    /** The first two words are {@code relay siege}. */
    public static void main(String[] words) {
        CommandLine line = new CommandLine(new SiegeCommand()).setParameterExceptionHandler((wrong, all) -> {
            System.err.println("waystation: " + wrong.getMessage() + ". See: waystation relay siege --help");
            return USAGE;
        });
        System.exit(line.execute(Arrays.copyOfRange(words, 2, words.length)));
    }

    @Override
    public Integer call() throws Exception {
        if (list) {
            Arrays.stream(Assault.values()).forEach(each -> out.println(each + ": " + each.words()));
            return 0;
        }
        if (seconds < 1 || pairs < 1 || rate < 1) {
            throw new CommandLine.ParameterException(
                    new CommandLine(this), "--seconds, --pairs and --rate must be at least 1");
        }
        try {
            Bounds bounds = new Bounds(mostMemory << MIB_SHIFT, mostLog << KIB_SHIFT);
            Path where = where();
            Path launcher = launcher();
            Siege campaign = new Siege(launcher, where, err, bounds);
            Field.Size size = new Field.Size(pairs, rate, seconds);
            List<Row> rows = StopHook.during(() -> campaign.play(assaults, size), campaign::stop);
            boolean ok = rows.stream().allMatch(Row::isClean);
            tell(rows, ok, Machine.here(launcher.resolveSibling("."), where));
            return ok && !(strict && !rows.stream().allMatch(Row::keepsPace)) ? 0 : 1;
        } catch (ProgramFailure | IOException e) {
            err.println("waystation: " + e.getMessage());
            return 1;
        }
    }

    private void tell(List<Row> rows, boolean ok, Machine machine) throws IOException {
        List<String> late =
                rows.stream().filter(each -> !each.keepsPace()).map(Row::attack).toList();
        if (json) {
            out.println(OperatorJson.mapper()
                    .writeValueAsString(Map.of("ok", ok, "notWithinTwo", late, "machine", machine, "attacks", rows)));
            return;
        }
        out.println(Row.HEAD);
        out.println(Row.RULE);
        rows.forEach(out::println);
        out.println();
        out.println(machine.cores() + " cores, " + machine.jdk() + ", " + machine.fileSystem() + ", commit "
                + machine.commit());
        out.println(
                late.isEmpty()
                        ? "Others waited at most twice as long."
                        : late.stream()
                                .collect(Collectors.joining(
                                        ", ", "Not kept, others waited more than twice as long: ", "")));
        out.println(ok ? "Every other promise was kept." : "A promise was broken: see above.");
    }

    private static Path launcher() {
        return Programs.runningLauncher()
                .orElseThrow(() -> new ProgramFailure("start it by the launcher: ./waystation relay siege"));
    }

    private Path where() throws IOException {
        Path where = directory
                .orElse(Path.of(System.getProperty("java.io.tmpdir", ".")))
                .toAbsolutePath();
        return Files.createDirectories(where);
    }

    private static final class AssaultOfName implements CommandLine.ITypeConverter<Assault> {
        @Override
        public Assault convert(String name) {
            return Arrays.stream(Assault.values())
                    .filter(each -> each.toString().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new CommandLine.TypeConversionException("there is no attack '" + name + "'"));
        }
    }
}
