package org.waystation.ops.siege;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.waystation.ops.siege.attack.Assault;

/**
 * What one attack did to others.
 *
 * @param before of honest people while nobody attacked; under, while somebody did; after, when that was over
 * @param quiet what the relay took before; most, at most while it lasted and after
 * @param attackers how often what happened to them
 * @param complaints broken promises
 */
record Row(
        String attack,
        People.Seen before,
        People.Seen under,
        People.Seen after,
        Vitals quiet,
        Vitals most,
        Map<String, Long> attackers,
        List<String> complaints) {

    static final String HEAD =
            "| attack | p50 / p99 quiet, ms | p50 / p99 under attack, ms | p99 after, ms | p99 ratio | within 2 "
                    + "| messages | lost | duplicated | memory quiet / most, MiB | files quiet / most | threads quiet / most | log, bytes |";
    static final String RULE = "|---|---:|---:|---:|---:|---|---:|---:|---:|---:|---:|---:|---:|";

    private static final double MOST_RATIO = 2;
    private static final int MIB_SHIFT = 20;

    /** An attack that could not be played to its end. */
    static Row broken(Assault assault, String complaint) {
        Vitals none = new Vitals(0, 0, 0, 0);
        People.Seen nothing = People.Seen.NOTHING;
        return new Row(assault.toString(), nothing, nothing, nothing, none, none, Map.of(), List.of(complaint));
    }

    /** How much longer others wait for one message in a hundred. */
    double ratio() {
        return before.delivered().p99() == 0
                ? 0
                : under.delivered().p99() / before.delivered().p99();
    }

    /** Whether others wait at most twice as long. */
    boolean keepsPace() {
        return ratio() <= MOST_RATIO;
    }

    boolean isClean() {
        return complaints.isEmpty();
    }

    long logBytes() {
        return most.logBytes() - quiet.logBytes();
    }

    /** What broke a promise, bounds of the relay's process included. */
    static List<String> complaints(List<People.Seen> all, Vitals quiet, Vitals most, Bounds bounds) {
        List<String> complaints = new ArrayList<>();
        all.forEach(seen -> complaints.addAll(seen.problems()));
        if (all.stream().anyMatch(seen -> seen.accepted() < seen.messages())) {
            complaints.add("a relay refused what honest people wrote");
        }
        if (most.residentBytes() > bounds.memoryBytes()) {
            complaints.add("the relay took " + (most.residentBytes() >> MIB_SHIFT) + " MiB of memory; the bound is "
                    + (bounds.memoryBytes() >> MIB_SHIFT));
        }
        if (most.logBytes() - quiet.logBytes() > bounds.logBytes()) {
            complaints.add("the relay wrote " + (most.logBytes() - quiet.logBytes()) + " bytes of log; the bound is "
                    + bounds.logBytes());
        }
        return complaints;
    }

    /** As a line of a table. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "| `%s` | %.1f / %.1f | %.1f / %.1f | %.1f | %.1f | %s | %,d | %d | %d | %d / %d | %d / %d | %d / %d | %d |",
                attack,
                before.delivered().p50(),
                before.delivered().p99(),
                under.delivered().p50(),
                under.delivered().p99(),
                after.delivered().p99(),
                ratio(),
                keepsPace() ? "yes" : "**no**",
                before.messages() + under.messages() + after.messages(),
                before.lost() + under.lost() + after.lost(),
                before.duplicated() + under.duplicated() + after.duplicated(),
                quiet.residentBytes() >> MIB_SHIFT,
                most.residentBytes() >> MIB_SHIFT,
                quiet.handles(),
                most.handles(),
                quiet.threads(),
                most.threads(),
                logBytes());
    }
}
