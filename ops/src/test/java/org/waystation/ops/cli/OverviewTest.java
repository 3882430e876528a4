package org.waystation.ops.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waystation.ops.node.CommandFailure;
import org.waystation.ops.node.ExitCode;
import org.waystation.ops.node.RelayRunner;
import org.waystation.ops.node.Surroundings;
import picocli.CommandLine;

/** The launcher's overview, which is there before anything is built and so cannot be made from the commands. */
final class OverviewTest {
    private static final Surroundings NOWHERE = new Surroundings(
            new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter()), Optional.empty(), Map.of());

    private static CommandLine commands() {
        RelayRunner noRelay = (directory, registry) -> {
            throw new CommandFailure(ExitCode.USER, "no relay in this test");
        };
        return RelayCommands.line(NOWHERE, new FakeRelayFiles(), noRelay, task -> {});
    }

    @Test
    void everyCommandOfAnOperatorStandsInTheOverview() throws IOException {
        // Given
        CommandLine relay = commands().getSubcommands().get("relay");

        // When
        String overview = Files.readString(Path.of("").toAbsolutePath().resolveSibling("waystation"));

        // Then
        assertTrue(overview.contains("\n  waystation demo "));
        for (String each : relay.getSubcommands().keySet()) {
            assertTrue(overview.contains("\n  waystation relay " + each + " "), each);
        }
    }
}
