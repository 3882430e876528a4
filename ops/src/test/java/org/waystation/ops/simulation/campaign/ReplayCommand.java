package org.waystation.ops.simulation.campaign;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.waystation.ops.simulation.SimulationOptions.Crypto;
import org.waystation.ops.simulation.trial.Trial;

/** The command line that plays a world again. */
record ReplayCommand(Trial trial, Crypto crypto) {
    String text() {
        String world = "./waystation relay simulate --seed " + trial.seed() + " --hours "
                + trial.length().toHours() + " --profile " + trial.profile().word() + " --relays " + trial.relays()
                + " --people " + trial.people() + " --crypto " + crypto;
        return world
                + trial.only().map(faults -> " --faults " + numbers(faults)).orElse("");
    }

    private static String numbers(Set<Integer> faults) {
        return faults.isEmpty()
                ? "none"
                : new TreeSet<>(faults).stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
