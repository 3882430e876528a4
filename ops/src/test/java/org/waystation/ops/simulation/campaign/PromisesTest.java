package org.waystation.ops.simulation.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.waystation.ops.simulation.SimulationOptions.Crypto;
import org.waystation.ops.simulation.loading.Worlds;
import org.waystation.ops.simulation.trial.Fault;
import org.waystation.ops.simulation.trial.FaultKind;
import org.waystation.ops.simulation.trial.Profile;
import org.waystation.ops.simulation.trial.Simulator;
import org.waystation.ops.simulation.trial.Trial;
import org.waystation.ops.simulation.trial.Verdict;

/** A slice of what {@code waystation relay simulate} plays for as long as one likes. */
class PromisesTest {
    private static final int WORLDS = 240;

    /** For all tests: whatever a world left behind in its classes would show in the next one, and warm code is fast code. */
    private static final Simulator FAST = Worlds.load(Crypto.FAST, Optional.empty());

    @Test
    void everyPromiseIsKeptInAFewHundredWorlds() {
        // Given
        Set<FaultKind> struck = EnumSet.noneOf(FaultKind.class);
        long shown = 0;

        // When
        for (Trial trial : trials(1, WORLDS, 6)) {
            Verdict verdict = FAST.play(trial);
            requireKept(verdict, Crypto.FAST);
            verdict.faults().stream().map(Fault::kind).forEach(struck::add);
            shown += verdict.totals().shown();
        }

        // Then
        Set<FaultKind> missing = EnumSet.complementOf(EnumSet.copyOf(struck));
        missing.remove(FaultKind.RELAY_RETIRED); // So rare that a few hundred worlds may go without.
        assertEquals(Set.of(), missing, "faults that never struck");
        assertTrue(shown > WORLDS, "people saw only " + shown + " texts");
    }

    @Test
    void everySeedThatEverFailedIsPlayedAgain() {
        // When, Then
        Replayed.trials().forEach(trial -> requireKept(FAST.play(trial), Crypto.FAST));
    }

    @Test
    void realAndFastCryptographyComeToTheSameVerdicts() {
        // Given
        Simulator real = Worlds.load(Crypto.REAL, Optional.empty());

        // When, Then
        for (Trial trial : trials(1_000, 6, 4)) {
            Verdict one = real.play(trial);
            Verdict other = FAST.play(trial);
            requireKept(one, Crypto.REAL);
            requireKept(other, Crypto.FAST);
            assertEquals(one.totals().written(), other.totals().written(), "texts written with seed " + trial.seed());
            assertEquals(one.totals().shown(), other.totals().shown(), "texts shown with seed " + trial.seed());
        }
    }

    @Test
    void theSameSeedIsTheSameWorldInAnotherProcess() throws Exception {
        // Given
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OneWorld.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();

        // When
        String here = OneWorld.fingerprint(FAST);

        // Then
        String said = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(said.contains("fingerprint " + here), said);
    }

    private static List<Trial> trials(long first, int count, int hours) {
        return LongStream.range(first, first + count)
                .mapToObj(seed -> new Trial(seed, Profile.DRAWN, Duration.ofHours(hours), 3, 6, Optional.empty()))
                .toList();
    }

    private static void requireKept(Verdict verdict, Crypto crypto) {
        if (verdict.broken().isPresent()) {
            fail(String.join("\n", BrokenReport.lines(Shrunk.asItIs(verdict), crypto)));
        }
    }
}
