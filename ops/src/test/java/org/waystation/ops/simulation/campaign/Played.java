package org.waystation.ops.simulation.campaign;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.waystation.ops.simulation.trial.Fault;
import org.waystation.ops.simulation.trial.FaultKind;
import org.waystation.ops.simulation.trial.Totals;
import org.waystation.ops.simulation.trial.Verdict;

/**
 * What has been played so far.
 *
 * @param totals of all worlds together; the slowest is the slowest of all
 * @param faults that struck, by kind
 * @param last world that was played; empty before the first
 */
record Played(int worlds, Totals totals, Map<FaultKind, Long> faults, Optional<Verdict> last) {
    Played {
        Map<FaultKind, Long> sorted = new EnumMap<>(FaultKind.class);
        sorted.putAll(faults);
        faults = Collections.unmodifiableMap(sorted);
    }

    static Played nothing() {
        return new Played(0, new Totals(Duration.ZERO, 0, 0, 0, 0, 0, Duration.ZERO), Map.of(), Optional.empty());
    }

    Played plus(Verdict verdict) {
        Map<FaultKind, Long> more = new EnumMap<>(FaultKind.class);
        more.putAll(faults);
        for (Fault fault : verdict.faults()) {
            more.merge(fault.kind(), 1L, Long::sum);
        }
        return new Played(worlds + 1, sum(totals, verdict.totals()), more, Optional.of(verdict));
    }

    long allFaults() {
        return faults.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The world that broke a promise: the last one, because nothing is played after it. */
    Optional<Verdict> broken() {
        return last.filter(verdict -> verdict.broken().isPresent());
    }

    private static Totals sum(Totals a, Totals b) {
        return new Totals(
                a.simulated().plus(b.simulated()),
                a.written() + b.written(),
                a.shown() + b.shown(),
                a.failed() + b.failed(),
                a.excused() + b.excused(),
                a.frames() + b.frames(),
                a.slowest().compareTo(b.slowest()) < 0 ? b.slowest() : a.slowest());
    }
}
