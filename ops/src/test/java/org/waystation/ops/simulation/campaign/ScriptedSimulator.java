package org.waystation.ops.simulation.campaign;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.waystation.ops.simulation.trial.Broken;
import org.waystation.ops.simulation.trial.Fault;
import org.waystation.ops.simulation.trial.FaultKind;
import org.waystation.ops.simulation.trial.Promise;
import org.waystation.ops.simulation.trial.Simulator;
import org.waystation.ops.simulation.trial.Totals;
import org.waystation.ops.simulation.trial.Trial;
import org.waystation.ops.simulation.trial.Verdict;

/** A world in which every planned fault strikes if it may, one a minute, and a script says what breaks. */
final class ScriptedSimulator implements Simulator {
    static final int PLANNED = 500;
    private static final FaultKind[] KINDS = FaultKind.values();

    final List<Trial> played = new ArrayList<>();
    private final BiFunction<Long, Set<Integer>, Optional<Promise>> script;

    /** @param script from the seed and the numbers of the faults that struck to what broke */
    ScriptedSimulator(BiFunction<Long, Set<Integer>, Optional<Promise>> script) {
        this.script = script;
    }

    static ScriptedSimulator whereNothingBreaks() {
        return new ScriptedSimulator((seed, faults) -> Optional.empty());
    }

    /** Breaks this promise, in the world of this seed, if all these faults strike. */
    static ScriptedSimulator breaking(Promise promise, long guiltySeed, Set<Integer> guilty) {
        return new ScriptedSimulator((seed, faults) ->
                seed == guiltySeed && faults.containsAll(guilty) ? Optional.of(promise) : Optional.empty());
    }

    static FaultKind kindOf(int number) {
        return KINDS[number % KINDS.length];
    }

    @Override
    public Verdict play(Trial trial) {
        played.add(trial);
        Set<Integer> numbers = IntStream.range(0, PLANNED)
                .boxed()
                .filter(number ->
                        trial.only().map(only -> only.contains(number)).orElse(true))
                .collect(Collectors.toUnmodifiableSet());
        List<Fault> faults =
                numbers.stream().sorted().map(ScriptedSimulator::fault).toList();
        Optional<Broken> broken = script.apply(trial.seed(), numbers)
                .map(promise -> new Broken(
                        promise,
                        Duration.ofMinutes(faults.size()),
                        "text 4 was shown twice",
                        List.of("00:01:00 person 1 wrote text 4", "00:02:00 person 2 saw text 4")));
        Totals totals =
                new Totals(trial.length().plusHours(1), 100, 90, 6, 4, 12_345, Duration.ofSeconds(60 + trial.seed()));
        return new Verdict(trial, broken, totals, faults, trial.seed() + "f" + faults.size());
    }

    private static Fault fault(int number) {
        return new Fault(number, Duration.ofMinutes(number), kindOf(number), "relay 2 met fault " + number);
    }
}
