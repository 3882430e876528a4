package org.waystation.ops.soak;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.ops.admin.OperatorJson;
import org.waystation.ops.programs.BuiltClasses;
import org.waystation.ops.programs.Workplace;

/** A few seconds of {@code ./waystation relay soak}: too short to find a leak, long enough for everything to happen once. */
final class SoakIT {
    private static final Plan SECONDS = new Plan(
            Duration.ofMillis(1_500),
            100,
            Duration.ofMillis(700),
            2,
            Duration.ofMillis(100),
            1_000,
            Duration.ofSeconds(60),
            Duration.ofMillis(150),
            Duration.ofMillis(600),
            Duration.ofMillis(200),
            Duration.ofMinutes(2));

    private final Path directory;

    SoakIT(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void everyMessageIsCountedEverythingIsSampledAndAllOfItIsJudged() throws Exception {
        // Given
        Path disk = Files.createDirectory(directory.resolve("disk"));
        try (Soak soak = new Soak(
                SECONDS,
                new Workplace(disk),
                BuiltClasses.launcherIn(directory),
                new PrintWriter(Writer.nullWriter()))) {
            // When
            Soak.Outcome outcome = soak.play();
            Report report = new Report(outcome);
            report.write(directory);
            List<String> wrong = outcome.two().count(9, new Workplace(directory.resolve("copy")));
            // Then
            Books.Sums sums = outcome.books().sums();
            assertAll(
                    () -> assertEquals(List.of(), outcome.books().complaints()),
                    () -> assertEquals(0, sums.lost() + sums.duplicated() + sums.outOfOrder()),
                    () -> assertTrue(sums.generations() > 0),
                    () -> assertEquals(
                            SECONDS.letters() * (long) sums.generations(), sums.letters() + sums.neglected()),
                    () -> assertTrue(sums.neglected() > 0),
                    () -> assertEquals(FrontDoor.FETCHES * (long) sums.generations(), sums.bundles()),
                    () -> assertTrue(outcome.cuts() > 0),
                    () -> assertEquals(List.of(), wrong),
                    () -> assertEquals(
                            (double) (sums.letters() + sums.neglected()),
                            outcome.two().curve("rows_seen").last().value(),
                            "what was stored once leaves one mark"),
                    () -> assertEverythingWasSampled(outcome),
                    () -> assertEquals(
                            2 * Gauge.of(SECONDS, 0).size(), report.lines().size()),
                    () -> assertEquals(
                            report.isClean(),
                            OperatorJson.mapper()
                                    .readTree(directory.resolve("soak.json").toFile())
                                    .path("ok")
                                    .asBoolean()));
        }
    }

    private void assertEverythingWasSampled(Soak.Outcome outcome) throws Exception {
        for (Gauge each : Gauge.of(SECONDS, 0)) {
            // Whether a count fits into this short run depends on the machine; that of relay two was made afterwards.
            assertFalse(
                    !each.name().startsWith("rows_")
                            && outcome.one().curve(each.name()).points().isEmpty(),
                    each.name());
            assertFalse(outcome.two().curve(each.name()).points().isEmpty(), each.name());
        }
        assertTrue(outcome.two().curve("resident_bytes").last().value() > 1 << 20);
        Set<String> written = Files.readAllLines(directory.resolve("soak.csv")).stream()
                .map(line -> line.split(",", 3)[1])
                .collect(Collectors.toSet());
        assertTrue(written.contains("handles"));
    }
}
