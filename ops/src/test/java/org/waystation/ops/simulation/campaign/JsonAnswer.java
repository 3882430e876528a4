package org.waystation.ops.simulation.campaign;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.waystation.ops.admin.OperatorJson;
import org.waystation.ops.simulation.SimulationOptions;
import org.waystation.ops.simulation.trial.Broken;
import org.waystation.ops.simulation.trial.Fault;
import org.waystation.ops.simulation.trial.Totals;
import org.waystation.ops.simulation.trial.Verdict;

/**
 * What was played, for a script.
 *
 * @param fingerprint of the only world; empty if there were several
 * @param faults that struck, by kind
 * @param broken empty if every promise was kept, else one entry
 */
record JsonAnswer(
        boolean kept,
        long firstSeed,
        Numbers numbers,
        Map<String, Long> faults,
        String fingerprint,
        List<Break> broken) {

    record Numbers(
            int worlds,
            long simulatedSeconds,
            long tookMillis,
            long written,
            long shown,
            long failed,
            long excused,
            long frames,
            long slowestSeconds) {}

    record Break(
            String promise,
            String words,
            World found,
            World smallest,
            int replays,
            boolean searchFinished,
            List<String> story) {}

    record World(long seed, double atSeconds, String what, String fingerprint, List<Struck> faults, String command) {}

    record Struck(int number, double atSeconds, String kind, String what) {}

    static String of(SimulationOptions options, Played played, Duration took, Optional<Shrunk> shrunk) {
        Map<String, Long> faults = new LinkedHashMap<>();
        played.faults().forEach((kind, count) -> faults.put(word(kind), count));
        String fingerprint = options.seeds().count() == 1
                ? played.last().map(Verdict::fingerprint).orElse("")
                : "";
        JsonAnswer answer = new JsonAnswer(
                shrunk.isEmpty(),
                options.seeds().first(),
                numbers(played, took),
                faults,
                fingerprint,
                shrunk.stream()
                        .map(each -> broken(each, options.world().crypto()))
                        .toList());
        try {
            return OperatorJson.mapper().writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer that is not JSON", e);
        }
    }

    private static Numbers numbers(Played played, Duration took) {
        Totals totals = played.totals();
        return new Numbers(
                played.worlds(),
                totals.simulated().toSeconds(),
                took.toMillis(),
                totals.written(),
                totals.shown(),
                totals.failed(),
                totals.excused(),
                totals.frames(),
                totals.slowest().toSeconds());
    }

    private static Break broken(Shrunk shrunk, SimulationOptions.Crypto crypto) {
        Broken smallest = shrunk.smallest().broken().orElseThrow();
        return new Break(
                word(smallest.promise()),
                smallest.promise().words(),
                world(shrunk.found(), crypto),
                world(shrunk.smallest(), crypto),
                shrunk.replays(),
                shrunk.finished(),
                smallest.story());
    }

    private static World world(Verdict verdict, SimulationOptions.Crypto crypto) {
        Broken broken = verdict.broken().orElseThrow();
        return new World(
                verdict.trial().seed(),
                seconds(broken.at()),
                broken.what(),
                verdict.fingerprint(),
                verdict.faults().stream().map(JsonAnswer::struck).toList(),
                new ReplayCommand(verdict.trial(), crypto).text());
    }

    private static Struck struck(Fault fault) {
        return new Struck(fault.number(), seconds(fault.at()), word(fault.kind()), fault.what());
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1_000.0;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
