package org.waystation.ops.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged programs, by the launcher, as a newcomer runs them. */
final class DemoST {
    private static final Path LAUNCHER = Path.of("").toAbsolutePath().resolveSibling("waystation");

    private final Path temporary;

    DemoST(@TempDir Path temporary) {
        this.temporary = temporary;
    }

    @Test
    void everyClaimOfTheDemoHoldsAndNothingIsLeftBehind() throws Exception {
        // Given
        Path report = temporary.resolve("report.json");
        // When
        int exit = demo("--json", report.toString());
        // Then
        JsonNode told = JsonMapper.builder().build().readTree(report.toFile());
        List<String> failed = new ArrayList<>();
        told.path("claims").forEach(claim -> {
            if (!claim.path("ok").booleanValue()) {
                failed.add(claim.toString());
            }
        });
        assertEquals(List.of(), failed);
        assertEquals("", told.path("stopped_by").textValue());
        assertEquals(0, exit);
        assertEquals(told.path("messages").path("sent"), told.path("messages").path("delivered"));
        try (Stream<Path> left = Files.list(temporary.resolve("tmp"))) {
            assertEquals(List.of(), left.toList());
        }
    }

    private int demo(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(LAUNCHER.toString(), "demo"));
        command.addAll(List.of(options));
        Path transcript = temporary.resolve("transcript.txt");
        Files.createDirectories(temporary.resolve("tmp"));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(Redirect.to(transcript.toFile()));
        builder.environment().put("WAYSTATION_BUILD", "never");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home", ""));
        builder.environment().put("WAYSTATION_JAVA_OPTS", "-Djava.io.tmpdir=" + temporary.resolve("tmp"));
        int exit = builder.start().waitFor();
        assertTrue(Files.size(transcript) > 0, "the demo says what it does");
        return exit;
    }
}
