package org.waystation.ops.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.ops.bench.report.PhaseResult;
import org.waystation.ops.bench.report.Report;
import org.waystation.ops.bench.report.TextReport;
import org.waystation.ops.programs.BuiltClasses;

/** Every job with a handful of clients, against relays as processes: that the counts are right, not how fast it goes. */
final class BenchIT {
    private static final BenchOptions.Size SMALL = new BenchOptions.Size(3, 4, 60, 60, 2, 10, 4, 1);

    private final Path directory;

    BenchIT(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void everyJobCountsEveryMessageOnceAndLeavesNothingBehind() throws Exception {
        // Given
        Path disk = Files.createDirectory(directory.resolve("disk"));
        BenchOptions options = new BenchOptions(EnumSet.allOf(Job.class), SMALL, true, disk);
        Progress nobodyWatches = new Progress(new PrintWriter(Writer.nullWriter()), false);
        // When
        Report report = new Bench(options, BuiltClasses.launcherIn(directory), nobodyWatches).play();
        // Then
        assertTrue(report.ok(), report::toJson);
        assertEquals(
                List.of("offline", "drain", "online", "online at 10/s", "federated", "federated at 10/s"),
                report.phases().stream().map(PhaseResult::phase).toList());
        report.phases().forEach(BenchIT::assertExact);
        assertCpuMeasured(report.phases());
        assertNotNull(report.idle());
        assertEquals(4, report.idle().connections());
        try (Stream<Path> left = Files.list(disk)) {
            assertEquals(List.of(), left.toList());
        }
        assertReadable(report);
    }

    private static void assertExact(PhaseResult phase) {
        long submitted = phase.messages().submitted();
        assertTrue(submitted > 0, phase.phase());
        assertEquals(submitted, phase.messages().accepted(), phase.phase());
        assertEquals(
                phase.phase().equals("offline") ? 0 : submitted,
                phase.messages().delivered(),
                phase.phase());
        assertEquals(phase.messages().delivered(), phase.messages().acknowledged(), phase.phase());
        assertEquals(0, phase.messages().duplicates(), phase.phase());
        assertEquals(Map.of(), phase.messages().refused(), phase.phase());
        phase.latencyMs().values().forEach(each -> assertEquals(submitted, each.count(), phase.phase()));
    }

    /** Over all phases: the system counts in hundredths of a second, and a phase of sixty messages can be shorter. */
    private static void assertCpuMeasured(List<PhaseResult> phases) {
        assertTrue(phases.stream()
                        .mapToDouble(phase -> phase.cost().relayCpuSecondsPer1000())
                        .sum()
                > 0);
    }

    private static void assertReadable(Report report) throws IOException {
        JsonNode json = JsonMapper.builder().build().readTree(report.toJson());
        assertEquals(60, json.path("options").path("size").path("messages").asInt());
        assertTrue(json.path("machine").path("cores").asInt() > 0);
        assertTrue(
                json.path("phases").get(4).path("per_second").path("delivered").asDouble() > 0);
        String text = TextReport.of(report);
        assertTrue(text.contains("federated at 10/s"), text);
        assertTrue(text.endsWith("Every promise was kept."), text);
    }
}
