package org.waystation.ops.simulation.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.waystation.ops.simulation.trial.Broken;
import org.waystation.ops.simulation.trial.Fault;
import org.waystation.ops.simulation.trial.FaultKind;
import org.waystation.ops.simulation.trial.Profile;
import org.waystation.ops.simulation.trial.Promise;
import org.waystation.ops.simulation.trial.Trial;
import org.waystation.ops.simulation.trial.Verdict;

final class ShrinkerTest {
    private static final Trial WORLD = new Trial(7, Profile.ROUGH, Duration.ofHours(24), 3, 6, Optional.empty());

    @Test
    void theTwoGuiltyFaultsAreFoundAmongFiveHundred() {
        // Given
        ScriptedSimulator simulator = ScriptedSimulator.breaking(Promise.SHOWN_ONCE, 7, Set.of(17, 403));
        // When
        Shrunk shrunk = shrink(simulator, Shrinker.USUAL_CAP);
        // Then
        assertEquals(Set.of(17, 403), numbers(shrunk.smallest()));
        assertEquals(Optional.of(Set.of(17, 403)), shrunk.smallest().trial().only());
        assertTrue(shrunk.finished());
        assertTrue(shrunk.replays() < Shrinker.USUAL_CAP, "re-plays: " + shrunk.replays());
    }

    @Test
    void twoGuiltyFaultsOfOneKindAreFoundToo() {
        // Given
        int kinds = FaultKind.values().length;
        Set<Integer> guilty = Set.of(5, 5 + 3 * kinds);
        // When
        Shrunk shrunk = shrink(ScriptedSimulator.breaking(Promise.IN_ORDER, 7, guilty), Shrinker.USUAL_CAP);
        // Then
        assertEquals(guilty, numbers(shrunk.smallest()));
    }

    @Test
    void aWorldThatBreaksWithoutFaultsIsPlayedAgainOnce() {
        // Given
        ScriptedSimulator simulator = ScriptedSimulator.breaking(Promise.SHOWN_ONCE, 7, Set.of());
        // When
        Shrunk shrunk = shrink(simulator, Shrinker.USUAL_CAP);
        // Then
        assertEquals(Set.of(), numbers(shrunk.smallest()));
        assertEquals(1, shrunk.replays());
    }

    @Test
    void whatBreaksAnotherPromiseIsNoSmallerExample() {
        // Given
        BiFunction<Long, Set<Integer>, Optional<Promise>> script = (seed, faults) -> {
            if (faults.containsAll(Set.of(17, 29))) {
                return Optional.of(Promise.SHOWN_ONCE);
            }
            return Optional.of(Promise.BOUNDS_HOLD);
        };
        // When
        Shrunk shrunk = shrink(new ScriptedSimulator(script), Shrinker.USUAL_CAP);
        // Then
        assertEquals(Optional.of(Promise.SHOWN_ONCE), shrunk.smallest().broken().map(Broken::promise));
        assertEquals(Set.of(17, 29), numbers(shrunk.smallest()));
    }

    @Test
    void theSearchEndsAtItsCapWithTheSmallestThatItMet() {
        // Given
        ScriptedSimulator simulator = ScriptedSimulator.breaking(Promise.SHOWN_ONCE, 7, Set.of(17, 403));
        // When
        Shrunk shrunk = shrink(simulator, 20);
        // Then
        assertEquals(20, shrunk.replays());
        // The first play is the one that broke.
        assertEquals(21, simulator.played.size());
        assertFalse(shrunk.finished());
        assertTrue(numbers(shrunk.smallest()).containsAll(Set.of(17, 403)));
        assertTrue(numbers(shrunk.smallest()).size() < ScriptedSimulator.PLANNED);
    }

    @Test
    void noWorldIsPlayedTwice() {
        // Given
        ScriptedSimulator simulator = ScriptedSimulator.breaking(Promise.SHOWN_ONCE, 7, Set.of(1, 100, 250, 499));
        // When
        shrink(simulator, Shrinker.USUAL_CAP);
        // Then
        assertEquals(Set.copyOf(simulator.played).size(), simulator.played.size());
    }

    @Test
    void aWorldFromWhichNothingCanBeLeftOutStaysAsItWas() {
        // Given
        BiFunction<Long, Set<Integer>, Optional<Promise>> script = (seed, faults) ->
                faults.size() == ScriptedSimulator.PLANNED ? Optional.of(Promise.SHOWN_ONCE) : Optional.empty();
        // When
        Shrunk shrunk = shrink(new ScriptedSimulator(script), Shrinker.USUAL_CAP);
        // Then
        assertEquals(ScriptedSimulator.PLANNED, numbers(shrunk.smallest()).size());
        assertEquals(Shrinker.USUAL_CAP, shrunk.replays());
    }

    private static Shrunk shrink(ScriptedSimulator simulator, int cap) {
        Verdict found = simulator.play(WORLD);
        Progress progress = new Progress(
                new PrintWriter(Writer.nullWriter()), InstantSource.fixed(Instant.EPOCH), Progress.Style.LINES);
        return Shrinker.shrink(simulator, progress, cap, found);
    }

    private static Set<Integer> numbers(Verdict verdict) {
        return verdict.faults().stream().map(Fault::number).collect(Collectors.toSet());
    }
}
