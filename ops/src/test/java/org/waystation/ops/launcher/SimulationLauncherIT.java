package org.waystation.ops.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.ops.launcher.LauncherStage.Ran;

/** {@code relay simulate}, {@code relay faults} and {@code relay fuzz} run from the compiled tests; nothing else waits for them. */
final class SimulationLauncherIT {
    private final LauncherStage stage;

    SimulationLauncherIT(@TempDir Path temporary) throws IOException {
        this.stage = new LauncherStage(temporary);
    }

    @Test
    void aSimulationCompilesTheTestsAndStartsFromThem() throws Exception {
        // Given
        String classPath = stage.root.resolve("ops/target/test-classes") + ":"
                + stage.root.resolve("ops/target/waystation-ops.jar") + ":"
                + stage.root.resolve("client/target/waystation-client.jar");
        // When
        Ran ran = stage.run("relay", "simulate", "--seed", "7");
        // Then
        assertEquals(0, ran.exit(), ran.err());
        assertEquals(1, stage.buildsWith("-DskipTests").size());
        assertTrue(
                ran.out()
                        .endsWith("-cp\n" + classPath
                                + "\norg.waystation.ops.cli.RelayCommandLine\nrelay\nsimulate\n--seed\n7\n"),
                ran.out());
    }

    @Test
    void theFaultsStartFromTheTestsTooAndKnowTheLauncher() throws Exception {
        // When
        Ran ran = stage.run("relay", "faults", "--fault", "cut");
        // Then
        assertEquals(0, ran.exit(), ran.err());
        assertEquals(1, stage.buildsWith("-DskipTests").size());
        assertTrue(ran.out().contains("-Dwaystation.launcher=" + stage.root.resolve("waystation") + "\n"), ran.out());
        assertTrue(
                ran.out().endsWith("\norg.waystation.ops.faults.FaultsCommand\nrelay\nfaults\n--fault\ncut\n"),
                ran.out());
    }

    @Test
    void fuzzingFetchesTheFuzzerAndKnowsTheTestsOfEveryModule() throws Exception {
        // Given
        stage.run("relay", "simulate");
        // When
        Ran ran = stage.run("relay", "fuzz", "--list");
        Ran again = stage.run("relay", "fuzz", "--list");
        // Then
        assertEquals(0, ran.exit(), ran.err());
        assertEquals(1, stage.buildsWith("-Pfuzz").size());
        assertEquals("", again.err());
        for (String each : List.of("ops", "client", "relay", "federation", "protocol")) {
            assertTrue(ran.out().contains(stage.root.resolve(each) + "/target/test-classes:"), ran.out());
        }
        assertTrue(ran.out().contains(stage.root.resolve("ops/target/fuzzer") + "/*:"), ran.out());
        assertTrue(ran.out().endsWith("\norg.waystation.ops.fuzz.FuzzCommand\nrelay\nfuzz\n--list\n"), ran.out());
    }

    @Test
    void theSoakStartsFromTheTestsTooAndKnowsTheLauncher() throws Exception {
        // When
        Ran ran = stage.run("relay", "soak", "--minutes", "3");
        // Then
        assertEquals(0, ran.exit(), ran.err());
        assertTrue(ran.out().contains("-Dwaystation.launcher=" + stage.root.resolve("waystation") + "\n"), ran.out());
        assertTrue(ran.out().endsWith("\norg.waystation.ops.soak.SoakCommand\nrelay\nsoak\n--minutes\n3\n"), ran.out());
    }

    @Test
    void aSimulationHasTheFullCompilerAndABoundedHeap() throws Exception {
        // Given
        stage.run("relay", "simulate");
        // When
        Ran ran = stage.run("relay", "simulate");
        // Then
        assertTrue(ran.out().contains("-Xmx1g\n-XX:+UseSerialGC\n"), ran.out());
        assertFalse(ran.out().contains("TieredStopAtLevel"), ran.out());
        assertFalse(ran.out().contains("SharedArchiveFile"), ran.out());
        assertEquals("", ran.err());
    }

    @Test
    void everythingElseIsBuiltWithoutTests() throws Exception {
        // Given
        stage.run("relay", "status");
        // When
        stage.run("relay", "simulate");
        // Then
        assertEquals(1, stage.buildsWith("-Dmaven.test.skip=true").size());
        assertEquals(1, stage.buildsWith("-DskipTests").size());
        assertFalse(stage.buildsWith("-DskipTests").get(0).contains("-Dmaven.test.skip"));
    }

    @Test
    void aBuildWithTestsServesEveryCommand() throws Exception {
        // Given
        stage.run("relay", "simulate");
        // When
        Ran ran = stage.run("read");
        // Then
        assertEquals("", ran.err());
        assertEquals(1, stage.builds());
    }

    @Test
    void aChangedTestIsBuiltForASimulationOnly() throws Exception {
        // Given
        stage.run("relay", "simulate");
        Files.writeString(stage.root.resolve("ops/src/test/SomeTest.java"), "changed");
        // When
        Ran read = stage.run("read");
        Ran simulated = stage.run("relay", "simulate");
        // Then
        assertEquals("", read.err());
        assertTrue(simulated.err().startsWith("waystation: sources have changed"), simulated.err());
        assertEquals(2, stage.builds());
    }

    @Test
    void aStandInThatComesIsBuilt() throws Exception {
        // Given
        stage.run("relay", "simulate");
        Path standIn = Files.createDirectories(stage.root.resolve("ops/src/standin"));
        Files.writeString(standIn.resolve("Some.java"), "new");
        // When
        stage.run("relay", "simulate");
        // Then
        assertEquals(2, stage.buildsWith("-DskipTests").size());
    }

    @Test
    void aChangedSourceIsBuiltForASimulationAlthoughAnotherCommandHasBuiltIt() throws Exception {
        // Given
        stage.run("relay", "simulate");
        Files.writeString(stage.root.resolve("client/src/main/Some.java"), "changed");
        stage.run("read");
        // When
        stage.run("relay", "simulate");
        // Then
        assertEquals(2, stage.buildsWith("-DskipTests").size());
        assertEquals(3, stage.builds());
    }

    @Test
    void nothingIsSimulatedWithoutTestsWhenNothingMayBeBuilt() throws Exception {
        // Given
        stage.run("read");
        // When
        Ran ran = stage.runNeverBuilding("relay", "simulate");
        // Then
        assertEquals(1, ran.exit());
        assertTrue(ran.err().contains("nothing is built yet"), ran.err());
        assertEquals(1, stage.builds());
    }
}
