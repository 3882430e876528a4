package org.waystation.ops.simulation.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.waystation.ops.simulation.SimulationOptions.Crypto;
import org.waystation.ops.simulation.loading.DeliberateBug;
import org.waystation.ops.simulation.loading.Worlds;
import org.waystation.ops.simulation.trial.Broken;
import org.waystation.ops.simulation.trial.Profile;
import org.waystation.ops.simulation.trial.Simulator;
import org.waystation.ops.simulation.trial.Trial;
import org.waystation.ops.simulation.trial.Verdict;

/**
 * A simulation that finds nothing may be blind. Puts a mistake into the program and has it found. The suite tries those that
 * are found soonest; {@code -Dsimulation.bugs=all} tries all of them and takes a few minutes.
 */
class DeliberateBugsAreCaughtTest {
    private static final boolean ALL = "all".equals(System.getProperty("simulation.bugs"));
    private static final Set<DeliberateBug> QUICK = EnumSet.of(
            DeliberateBug.SEEN_ROW_NOT_WRITTEN,
            DeliberateBug.RESTORE_EPOCH_IGNORED,
            DeliberateBug.REKEY_NOT_FOLLOWED,
            DeliberateBug.IN_FLIGHT_FORGOTTEN,
            DeliberateBug.STATUS_MOVES_BACK);
    private static final List<Profile> PROFILES = List.of(Profile.DRAWN, Profile.ROUGH, Profile.MAD);
    private static final int MOST_WORLDS = 120;
    private static final int MOST_REPLAYS = 60;

    static Stream<DeliberateBug> bugs() {
        return Stream.of(DeliberateBug.values()).filter(each -> ALL || QUICK.contains(each));
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void aDeliberateBugBreaksAPromiseWithinAFewWorlds(DeliberateBug bug) {
        // Given
        Simulator simulator = Worlds.load(Crypto.FAST, Optional.of(bug));

        // When
        Optional<Verdict> caught = Optional.empty();
        for (long seed = 1; seed <= MOST_WORLDS && caught.isEmpty(); seed++) {
            Profile profile = PROFILES.get((int) (seed % PROFILES.size()));
            Trial trial = new Trial(seed, profile, Duration.ofHours(24), 3, 6, Optional.empty());
            caught = Optional.of(simulator.play(trial))
                    .filter(each -> each.broken().isPresent());
        }

        // Then
        assertTrue(caught.isPresent(), "nobody noticed: " + bug.what());
        Broken broken = caught.flatMap(Verdict::broken).orElseThrow();
        System.out.println(
                bug.word() + ": seed " + caught.get().trial().seed() + ", " + broken.promise() + ": " + broken.what());
        assertTrue(
                bug.breaks().contains(broken.promise()),
                () -> "it should break one of " + bug.breaks() + ", and broke " + broken.promise());
        if (ALL) {
            System.out.println(report(simulator, caught.get()));
        }
    }

    private static String report(Simulator simulator, Verdict found) {
        Progress silent =
                new Progress(new PrintWriter(Writer.nullWriter()), InstantSource.system(), Progress.Style.LINES);
        Shrunk shrunk = Shrinker.shrink(simulator, silent, MOST_REPLAYS, found);
        assertEquals(
                found.broken().map(Broken::promise), shrunk.smallest().broken().map(Broken::promise));
        return String.join("\n", BrokenReport.lines(shrunk, Crypto.FAST));
    }
}
