package org.waystation.ops.faults;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.ops.faults.people.Course;
import org.waystation.ops.faults.people.Judge;
import org.waystation.ops.programs.BuiltClasses;
import org.waystation.ops.programs.Workplace;

/** A slice of {@code ./waystation relay faults}: two relays as processes, two faults, a few hundred letters for each. */
final class FaultsIT {
    private static final Trial.Script SHORT = new Trial.Script(new Course(3, 2, 300), Duration.ofSeconds(1), 1, false);

    private final Path directory;

    FaultsIT(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void nothingIsLostNorShownTwiceNorOutOfOrderWhenTheNetworkIsCutOrThePartnerDiesBeforeItsAnswersArrive()
            throws Exception {
        // Given
        Path disk = Files.createDirectory(directory.resolve("disk"));
        try (Trial trial = new Trial(new Workplace(disk), BuiltClasses.launcherIn(directory))) {
            trial.start(Fault.CUT);
            // When
            Row cut = trial.play(Fault.CUT, SHORT);
            Row killed = trial.play(Fault.KILLED_UNANSWERED, SHORT);
            // Then
            assertAll(
                    () -> assertKept(cut.verdict()),
                    () -> assertKept(killed.verdict()),
                    () -> assertTrue(cut.links() > 0, "a cut link is dialled again"),
                    () -> assertTrue(killed.verdict().carriedAgain() > 0, "answers were on their way when it died"));
        }
    }

    private static void assertKept(Judge.Verdict verdict) {
        assertEquals(List.of(), verdict.complaints());
        assertEquals(0, verdict.lost());
        assertEquals(0, verdict.duplicated());
        assertEquals(0, verdict.outOfOrder());
    }
}
