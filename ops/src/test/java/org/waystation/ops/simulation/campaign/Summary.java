package org.waystation.ops.simulation.campaign;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.waystation.ops.simulation.SimulationOptions;
import org.waystation.ops.simulation.trial.FaultKind;
import org.waystation.ops.simulation.trial.Promise;
import org.waystation.ops.simulation.trial.Totals;

/** What was played, in words. */
final class Summary {
    private static final String INDENT = "  ";

    private Summary() {}

    /** What is going to be played, in a line. */
    static String asked(SimulationOptions options) {
        SimulationOptions.Seeds seeds = options.seeds();
        SimulationOptions.World world = options.world();
        String which = seeds.count() == 1
                ? "the world of seed " + seeds.first()
                : Words.count(seeds.count(), "world") + ", seeds " + seeds.first() + " to " + seeds.last();
        return which + ": " + Words.count(world.hours(), "hour") + ", " + world.roughness() + ", "
                + Words.count(world.relays(), "relay") + ", " + world.people() + " people, " + world.crypto()
                + " cryptography"
                + options.faults()
                        .map(faults -> ", only " + Words.count(faults.size(), "planned fault"))
                        .orElse("");
    }

    /** @param took time of this machine */
    static List<String> lines(Played played, Duration took) {
        Totals totals = played.totals();
        List<String> lines = new ArrayList<>();
        lines.add(row("worlds", Words.count(played.worlds()) + ", " + Words.time(totals.simulated()) + " simulated"));
        lines.add(row(
                "texts",
                Words.count(totals.written()) + " written · " + Words.count(totals.shown()) + " shown · "
                        + Words.count(totals.failed()) + " failed, as their writers were told · "
                        + Words.count(totals.excused()) + " of which less is promised"));
        lines.add(row("slowest", Words.time(totals.slowest()) + " on its way to a reader who was there"));
        lines.add(row("frames", Words.count(totals.frames())));
        lines.add(row("faults", Words.count(played.allFaults())));
        lines.addAll(faults(played.faults()));
        String speed = Words.speed(totals.simulated(), took);
        lines.add(row("took", Words.time(took) + (speed.isEmpty() ? "" : ", " + speed)));
        return lines;
    }

    static List<String> kept() {
        List<String> lines = new ArrayList<>(List.of("every promise was kept:"));
        Arrays.stream(Promise.values())
                .map(promise -> INDENT + promise + ": " + promise.words())
                .forEach(lines::add);
        return lines;
    }

    private static List<String> faults(Map<FaultKind, Long> faults) {
        return faults.entrySet().stream()
                .sorted(Map.Entry.<FaultKind, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(each -> String.format(
                        Locale.ROOT,
                        "%12s  %s",
                        Words.count(each.getValue()),
                        each.getKey().words()))
                .toList();
    }

    private static String row(String name, String value) {
        return String.format(Locale.ROOT, "%-9s %s", name, value);
    }
}
