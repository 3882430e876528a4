package org.waystation.ops.powercut;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.waystation.ops.programs.Strace;

/**
 * Whatever was said to be done is still there after a power cut, and what is left opens. Needs {@code strace}; where there is
 * none, nothing is shown.
 *
 * <p>{@code -Dpowercut.cuts=N} cuts N times for each program, {@code -Dpowercut.seed=N} at other moments.
 */
final class PowerCutIT {
    private static final int CUTS = Integer.getInteger("powercut.cuts", 15);
    private static final long SEED = Long.getLong("powercut.seed", 1);
    private static final int WRITES = 60;

    static Stream<Subject> subjects() {
        return Stream.of(new WritingVault(), new WritingStore(), new WritingHome());
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void whatWasSaidToBeDoneIsThereAfterThePowerFailed(Subject subject, @TempDir Path directory) throws Exception {
        assumeTrue(Strace.canStart(), "no strace here, or it may not trace");
        // Given
        PowerCuts power = new PowerCuts(subject, directory);
        List<Change> changes = power.record(WRITES);

        // When
        power.cut(changes, CUTS, new Random(SEED));

        // Then
        assertEquals(List.of(), power.complaints());
        assertEquals(CUTS, power.survived());
        System.out.println(subject.program().getSimpleName() + ": " + CUTS + " power cuts within " + changes.size()
                + " changes, all survived");
    }

    @Test
    void programThatSaysSoBeforeItHasSyncedIsFoundOut(@TempDir Path directory) throws Exception {
        assumeTrue(Strace.canStart(), "no strace here, or it may not trace");
        // Given
        PowerCuts power = new PowerCuts(new WritingStore(), directory);
        List<Change> careless = power.record(WRITES).stream()
                .filter(change -> !(change instanceof Change.Synced))
                .toList();

        // When
        power.cut(careless, CUTS, new Random(SEED));

        // Then
        assertFalse(power.complaints().isEmpty());
    }
}
