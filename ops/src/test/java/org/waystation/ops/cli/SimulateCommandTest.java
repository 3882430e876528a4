package org.waystation.ops.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waystation.ops.node.Surroundings;
import org.waystation.ops.simulation.SimulationOptions;
import org.waystation.ops.simulation.SimulationOptions.Crypto;
import org.waystation.ops.simulation.SimulationOptions.Roughness;
import org.waystation.ops.simulation.SimulationOptions.Seeds;
import org.waystation.ops.simulation.SimulationOptions.World;
import org.waystation.ops.simulation.SimulationProgram;
import picocli.CommandLine;

final class SimulateCommandTest {
    private static final long DRAWN = 482;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<SimulationOptions> asked = new ArrayList<>();
    private Optional<SimulationProgram> simulation = Optional.of((options, out, err) -> {
        asked.add(options);
        return 1;
    });

    @Test
    void withoutOptionsTwentyWorldsOfADayArePlayedFromADrawnSeed() {
        // Given
        World usual = new World(24, Roughness.DRAWN, 3, 6, Crypto.REAL);
        // When
        run();
        // Then
        assertEquals(
                List.of(new SimulationOptions(new Seeds(DRAWN, 20), usual, Optional.empty(), false)), asked, text(err));
    }

    @Test
    void everyOptionReachesTheSimulation() {
        // Given
        World world = new World(3, Roughness.MAD, 2, 4, Crypto.FAST);
        // When
        run(
                "--seed=-7",
                "--hours=3",
                "--profile=mad",
                "--relays=2",
                "--people=4",
                "--crypto=fast",
                "--faults=41,17",
                "--json");
        // Then
        assertEquals(
                List.of(new SimulationOptions(new Seeds(-7, 1), world, Optional.of(Set.of(17, 41)), true)),
                asked,
                text(err));
    }

    @Test
    void aWorldCanBePlayedWithoutAnyFault() {
        // Given
        String[] args = {"--seed", "7", "--faults", "none"};
        // When
        run(args);
        // Then
        assertEquals(Optional.of(Set.of()), asked.get(0).faults());
    }

    @Test
    void theSimulationSaysHowTheCommandEnds() {
        // Given
        String[] args = {"--first", "5", "--seeds", "2"};
        // When
        int exit = run(args);
        // Then
        assertEquals(1, exit);
        assertEquals(new Seeds(5, 2), asked.get(0).seeds());
    }

    @Test
    void anInstalledNodeSaysWhereTheSimulationIs() {
        // Given
        simulation = Optional.empty();
        // When
        int exit = run();
        // Then
        assertEquals(2, exit);
        assertEquals(
                "waystation: an installed node has no simulation. Run it from the source tree:"
                        + " ./waystation relay simulate\n",
                text(err));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--seeds 0",
                "--seeds 1000001",
                "--seed 1 --seeds 2",
                "--seed 1 --first 1",
                "--seed x",
                "--first 9223372036854775807",
                "--hours 0",
                "--hours 8761",
                "--profile wild",
                "--relays 1",
                "--people 1",
                "--crypto none",
                "--faults 1",
                "--seed 1 --faults 1,,2",
                "--seed 1 --faults -3",
                "--jobs 2"
            })
    void whatCannotBePlayedIsOneLineAndExitTwo(String words) {
        // Given
        String[] args = words.split(" ", -1);
        // When
        int exit = run(args);
        // Then
        assertEquals(2, exit);
        assertEquals(1, text(err).lines().count(), text(err));
        assertTrue(text(err).startsWith("waystation: "), text(err));
        assertEquals(List.of(), asked);
    }

    private int run(String... args) {
        PrintWriter errors = new PrintWriter(err, true);
        Surroundings around = new Surroundings(new PrintWriter(out, true), errors, Optional.empty(), Map.of());
        Failures failures = new Failures(around);
        return new CommandLine(new SimulateCommand(around, () -> simulation, () -> DRAWN))
                .setErr(errors)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures)
                .execute(args);
    }

    private static String text(StringWriter writer) {
        return writer.toString();
    }
}
