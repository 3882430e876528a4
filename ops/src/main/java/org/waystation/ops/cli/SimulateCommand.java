package org.waystation.ops.cli;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.waystation.ops.node.CommandFailure;
import org.waystation.ops.node.CommonOptions;
import org.waystation.ops.node.ExitCode;
import org.waystation.ops.node.Surroundings;
import org.waystation.ops.simulation.SimulationOptions;
import org.waystation.ops.simulation.SimulationProgram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "simulate",
        description = {
            "Play simulated worlds of relays and people, in which networks, disks, clocks and devices fail.",
            "The same seed and options play the same world again. Ends with 0 if every promise to people was kept, else"
                    + " with 1."
        })
final class SimulateCommand implements Callable<Integer> {
    private static final int USUAL_WORLDS = 20;
    private static final String NO_FAULTS = "none";

    @Option(names = "--seeds", paramLabel = "N", description = "How many worlds (default: " + USUAL_WORLDS + ").")
    private Optional<Integer> count = Optional.empty();

    @Option(names = "--seed", paramLabel = "S", description = "Exactly this world.")
    private Optional<Long> seed = Optional.empty();

    @Option(
            names = "--first",
            paramLabel = "S",
            description = "The first of several worlds (default: drawn, and shown).")
    private Optional<Long> first = Optional.empty();

    @Option(names = "--hours", paramLabel = "H", description = "Simulated hours (default: ${DEFAULT-VALUE}).")
    private int hours = 24;

    @Option(
            names = "--profile",
            paramLabel = "P",
            description = "How rough: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}, by the seed).")
    private SimulationOptions.Roughness roughness = SimulationOptions.Roughness.DRAWN;

    @Option(names = "--relays", paramLabel = "N", description = "Relays in a world (default: ${DEFAULT-VALUE}).")
    private int relays = 3;

    @Option(names = "--people", paramLabel = "N", description = "People in a world (default: ${DEFAULT-VALUE}).")
    private int people = 6;

    @Option(
            names = "--crypto",
            paramLabel = "C",
            description =
                    "Cryptography: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). The fast one hides nothing.")
    private SimulationOptions.Crypto crypto = SimulationOptions.Crypto.REAL;

    @Option(
            names = "--faults",
            paramLabel = "N,N,...",
            description = "Let only these planned faults strike, or: " + NO_FAULTS + ". Needs --seed.")
    private Optional<String> faults = Optional.empty();

    @Option(names = CommonOptions.JSON, description = "Answer in JSON.")
    private boolean json;

    @Option(names = CommonOptions.DEBUG, description = "Show where in the program a failure happened.")
    @SuppressWarnings("UnusedVariable") // Failures asks the parse result.
    private boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Explain this command.")
    @SuppressWarnings("UnusedVariable") // Read by picocli.
    private boolean help;

    private final Surroundings around;
    private final Supplier<Optional<SimulationProgram>> simulation;
    private final LongSupplier drawnSeed;

    /** @param simulation empty on an installed node */
    SimulateCommand(Surroundings around, Supplier<Optional<SimulationProgram>> simulation, LongSupplier drawnSeed) {
        this.around = around;
        this.simulation = simulation;
        this.drawnSeed = drawnSeed;
    }

    @Override
    public Integer call() {
        SimulationOptions options;
        try {
            options = options();
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
        // Not 1, which would mean a broken promise.
        SimulationProgram program = simulation
                .get()
                .orElseThrow(
                        () -> new CommandFailure(
                                ExitCode.USAGE,
                                "an installed node has no simulation. Run it from the source tree: ./waystation relay simulate"));
        int exit = program.run(options, around.out(), around.err());
        around.out().flush();
        around.err().flush();
        return exit;
    }

    private SimulationOptions options() {
        return new SimulationOptions(
                seeds(),
                new SimulationOptions.World(hours, roughness, relays, people, crypto),
                faults.map(SimulateCommand::numbers),
                json);
    }

    private SimulationOptions.Seeds seeds() {
        if (seed.isEmpty()) {
            return new SimulationOptions.Seeds(first.orElseGet(drawnSeed::getAsLong), count.orElse(USUAL_WORLDS));
        }
        if (count.isPresent() || first.isPresent()) {
            throw new IllegalArgumentException("--seed is exactly one world; leave out --seeds and --first");
        }
        return new SimulationOptions.Seeds(seed.get(), 1);
    }

    private static Set<Integer> numbers(String text) {
        if (text.equals(NO_FAULTS)) {
            return Set.of();
        }
        try {
            return Arrays.stream(text.split(",", -1))
                    .map(String::trim)
                    .map(Integer::valueOf)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "--faults is " + text + "; it must be numbers with commas between them, or: " + NO_FAULTS, e);
        }
    }
}
