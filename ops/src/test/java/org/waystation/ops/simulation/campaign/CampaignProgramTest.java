package org.waystation.ops.simulation.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.waystation.ops.simulation.SimulationOptions;
import org.waystation.ops.simulation.SimulationOptions.Crypto;
import org.waystation.ops.simulation.SimulationOptions.Roughness;
import org.waystation.ops.simulation.SimulationOptions.Seeds;
import org.waystation.ops.simulation.SimulationOptions.World;
import org.waystation.ops.simulation.SimulationProgram;
import org.waystation.ops.simulation.trial.Profile;
import org.waystation.ops.simulation.trial.Promise;
import org.waystation.ops.simulation.trial.Simulator;
import org.waystation.ops.simulation.trial.Trial;

final class CampaignProgramTest {
    private static final World WORLD = new World(24, Roughness.ROUGH, 3, 6, Crypto.FAST);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<Crypto> asked = new ArrayList<>();

    @Test
    void aCampaignAddsUpItsWorlds() {
        // Given
        ScriptedSimulator simulator = ScriptedSimulator.whereNothingBreaks();
        // When
        int exit = run(simulator, asked(new Seeds(40, 20)));
        // Then
        assertEquals(0, exit);
        String text = out.toString();
        assertTrue(text.startsWith("20 worlds, seeds 40 to 59: 24 hours, rough, 3 relays, 6 people, fast crypt"), text);
        assertTrue(text.contains("\nworlds    20, 20 d 20 h simulated\n"), text);
        assertTrue(text.contains("2,000 written · 1,800 shown · 120 failed"), text);
        assertTrue(text.contains("80 of which less is promised"), text);
        assertTrue(text.contains("\nslowest   1 min 59 s on its way to a reader who was there\n"), text);
        assertTrue(text.contains("\nframes    246,900\n"), text);
        assertTrue(text.contains("\nfaults    10,000\n"), text);
        assertEquals(List.of(Crypto.FAST), asked);
    }

    @Test
    void faultsAreListedByKindTheMostFrequentFirst() {
        // Given
        ScriptedSimulator simulator = ScriptedSimulator.whereNothingBreaks();
        // When
        run(simulator, asked(new Seeds(7, 1), Set.of(0, 1, 2, 2 + kinds())));
        // Then
        String text = out.toString();
        String listed = """
                faults    4
                           2  a piece of a connection comes twice, which TLS notices and ends the connection
                           1  what is sent next on a connection, one way, is held up for a while
                           1  a piece of a connection is lost for good, which ends the connection
                """;
        assertTrue(text.contains(listed), text);
    }

    @Test
    void everyPromiseThatWasKeptIsNamed() {
        // Given
        ScriptedSimulator simulator = ScriptedSimulator.whereNothingBreaks();
        // When
        run(simulator, asked(new Seeds(40, 2)));
        // Then
        String text = out.toString();
        assertTrue(text.contains("\nevery promise was kept:\n"), text);
        assertTrue(
                Arrays.stream(Promise.values())
                        .allMatch(promise -> text.contains("  " + promise + ": " + promise.words() + "\n")),
                text);
    }

    @Test
    void theSameCampaignIsToldInTheSameWords() {
        // Given
        run(ScriptedSimulator.whereNothingBreaks(), asked(new Seeds(40, 20)));
        String first = out.toString();
        out.getBuffer().setLength(0);
        // When
        run(ScriptedSimulator.whereNothingBreaks(), asked(new Seeds(40, 20)));
        // Then
        assertEquals(first, out.toString());
    }

    @Test
    void oneWorldShowsItsFingerprint() {
        // Given
        SimulationOptions one = asked(new Seeds(7, 1));
        // When
        int exit = run(ScriptedSimulator.whereNothingBreaks(), one);
        // Then
        assertEquals(0, exit);
        assertTrue(out.toString().endsWith("\nfingerprint 7f500\n"), out::toString);
    }

    @Test
    void aBrokenPromiseEndsTheCampaignAndSaysHowToSeeItAgain() {
        // Given
        ScriptedSimulator simulator = ScriptedSimulator.breaking(Promise.SHOWN_ONCE, 42, Set.of(17, 403));
        String command = "  ./waystation relay simulate --seed 42 --hours 24 --profile rough --relays 3 --people 6"
                + " --crypto fast";
        // When
        int exit = run(simulator, asked(new Seeds(40, 20)));
        // Then
        assertEquals(1, exit);
        String text = out.toString();
        assertTrue(text.contains("\nworlds    3, "), text);
        assertTrue(text.contains("\nA PROMISE WAS BROKEN: no text is shown twice (SHOWN_ONCE)\n"), text);
        assertTrue(text.contains("  seed 42, at 08:20:00: text 4 was shown twice\n"), text);
        assertTrue(text.contains("it still breaks with 2 of 500 faults"), text);
        assertTrue(text.contains("  06:43:00  relay 2 met fault 403 ("), text);
        assertTrue(text.contains("the story:\n  00:01:00 person 1 wrote text 4\n  00:02:00 person 2"), text);
        assertTrue(text.contains("play it again:\n" + command + "\n"), text);
        assertTrue(text.endsWith("play the smaller world:\n" + command + " --faults 17,403\n"), text);
        assertFalse(text.contains("every promise was kept"), text);
    }

    @Test
    void aWorldThatNeedsNoFaultIsPlayedAgainWithNone() {
        // Given
        ScriptedSimulator simulator = ScriptedSimulator.breaking(Promise.BOOKS_BALANCE, 42, Set.of());
        // When
        run(simulator, asked(new Seeds(42, 1)));
        // Then
        assertTrue(out.toString().endsWith(" --faults none\n"), out::toString);
        assertTrue(out.toString().contains("it breaks without any of the 500 faults (1 re-play)\n"), out::toString);
    }

    @Test
    void faultsThatAPersonChoseAreNotSearched() {
        // Given
        ScriptedSimulator simulator = ScriptedSimulator.breaking(Promise.SHOWN_ONCE, 42, Set.of(17));
        // When
        int exit = run(simulator, asked(new Seeds(42, 1), Set.of(17, 18)));
        // Then
        assertEquals(1, exit);
        Trial once = new Trial(42, Profile.ROUGH, Duration.ofHours(24), 3, 6, Optional.of(Set.of(17, 18)));
        assertEquals(List.of(once), simulator.played);
        assertTrue(out.toString().contains("\n2 faults struck:\n"), out::toString);
        assertTrue(out.toString().endsWith(" --faults 17,18\n"), out::toString);
    }

    @Test
    void aScriptGetsOneJsonObject() throws Exception {
        // Given
        ScriptedSimulator simulator = ScriptedSimulator.breaking(Promise.SHOWN_ONCE, 42, Set.of(17, 403));
        SimulationOptions json = new SimulationOptions(new Seeds(40, 20), WORLD, Optional.empty(), true);
        // When
        run(simulator, json);
        // Then
        assertEquals(1, out.toString().lines().count(), out::toString);
        JsonNode answer = JsonMapper.builder().build().readTree(out.toString());
        assertFalse(answer.path("kept").booleanValue());
        assertEquals(40, answer.path("first_seed").longValue());
        assertEquals(300, answer.path("numbers").path("written").longValue());
        assertEquals(45, answer.path("faults").path("delay").longValue());
        JsonNode smallest = answer.path("broken").path(0).path("smallest");
        assertEquals(17, smallest.path("faults").path(0).path("number").intValue());
        assertTrue(smallest.path("command").textValue().endsWith("--faults 17,403"), answer::toString);
    }

    @Test
    void aPipeHearsHowFarItIsEveryTenSeconds() {
        // Given
        SimulationOptions campaign = asked(new Seeds(40, 20));
        // When
        run(ScriptedSimulator.whereNothingBreaks(), campaign, Progress.Style.LINES);
        // Then
        List<String> lines = err.toString().lines().toList();
        assertTrue(lines.get(0).startsWith("20 worlds, seeds 40 to 59: "), err::toString);
        assertTrue(lines.get(1).matches("\\d+ of 20 worlds · .* simulated · .* faults · .* in a second · .*"));
        assertFalse(err.toString().contains("\r"), err::toString);
        assertTrue(lines.size() < 10, err::toString);
    }

    @Test
    void aTerminalIsLeftWithoutTheLineThatWasRewritten() {
        // Given
        SimulationOptions campaign = asked(new Seeds(40, 20));
        // When
        run(ScriptedSimulator.whereNothingBreaks(), campaign, Progress.Style.REWRITTEN);
        // Then
        assertTrue(err.toString().contains("\r\033[K3 of 20 worlds · "), err::toString);
        assertTrue(err.toString().endsWith("\r\033[K"), err::toString);
        assertEquals(
                1,
                err.toString()
                        .lines()
                        .filter(line -> line.contains("seeds 40 to 59"))
                        .count());
    }

    @Test
    void aSimulatorThatFailsNamesTheWorld() {
        // Given
        Simulator failing = trial -> {
            throw new IllegalStateException("a mistake");
        };
        // When
        assertThrows(IllegalStateException.class, () -> run(failing, asked(new Seeds(42, 1))));
        // Then
        assertTrue(err.toString().contains("the simulator itself failed in the world of seed 42"), err::toString);
    }

    @Test
    void theCommandFindsItAmongTheTests() {
        // Given
        Optional<SimulationProgram> found =
                ServiceLoader.load(SimulationProgram.class).findFirst();
        // When
        Optional<Class<?>> type = found.map(Object::getClass);
        // Then
        assertEquals(Optional.of(CampaignProgram.class), type);
    }

    @Test
    void aPersonCanAskForEveryProfile() {
        // Given
        List<String> words = Arrays.stream(Profile.values()).map(Profile::word).toList();
        // When
        List<String> asked =
                Arrays.stream(Roughness.values()).map(Roughness::toString).toList();
        // Then
        assertEquals(words, asked);
    }

    private static int kinds() {
        return (int) IntStream.range(0, ScriptedSimulator.PLANNED)
                .mapToObj(ScriptedSimulator::kindOf)
                .distinct()
                .count();
    }

    private static SimulationOptions asked(Seeds seeds) {
        return new SimulationOptions(seeds, WORLD, Optional.empty(), false);
    }

    private static SimulationOptions asked(Seeds seeds, Set<Integer> faults) {
        return new SimulationOptions(seeds, WORLD, Optional.of(faults), false);
    }

    private int run(Simulator simulator, SimulationOptions options) {
        return run(simulator, options, Progress.Style.LINES);
    }

    private int run(Simulator simulator, SimulationOptions options, Progress.Style style) {
        Simulators simulators = crypto -> {
            asked.add(crypto);
            return simulator;
        };
        return new CampaignProgram(simulators, new TickingClock(), style)
                .run(options, new PrintWriter(out, true), new PrintWriter(err, true));
    }

    /** A second passes whenever somebody looks. */
    private static final class TickingClock implements InstantSource {
        private Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
            now = now.plusSeconds(1);
            return now;
        }
    }
}
