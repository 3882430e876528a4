package org.waystation.ops.simulation.campaign;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.waystation.ops.simulation.trial.Broken;
import org.waystation.ops.simulation.trial.Fault;
import org.waystation.ops.simulation.trial.FaultKind;
import org.waystation.ops.simulation.trial.Promise;
import org.waystation.ops.simulation.trial.Simulator;
import org.waystation.ops.simulation.trial.Verdict;

/**
 * Finds few faults with which a world still breaks the same promise: perhaps none, else without whole kinds of faults,
 * else by delta debugging. Bounded by a number of re-plays and never by a clock, so that it finds the same on every machine.
 */
final class Shrinker {
    static final int USUAL_CAP = 150;

    private final Simulator simulator;
    private final Progress progress;
    private final int cap;
    private final Verdict found;
    private final Promise promise;
    private final Map<Set<Integer>, Boolean> known = new HashMap<>();
    private Verdict smallest;
    private Set<Integer> kept;
    private int replays;
    private boolean cut;

    private Shrinker(Simulator simulator, Progress progress, int cap, Verdict found, Broken broken) {
        this.simulator = simulator;
        this.progress = progress;
        this.cap = cap;
        this.found = found;
        this.promise = broken.promise();
        this.smallest = found;
        this.kept = struck(found);
    }

    /** @param cap most worlds that are played again */
    static Shrunk shrink(Simulator simulator, Progress progress, int cap, Verdict found) {
        Broken broken = found.broken().orElseThrow(() -> new IllegalArgumentException("no promise was broken"));
        return new Shrinker(simulator, progress, cap, found, broken).search();
    }

    private Shrunk search() {
        Set<Integer> all = kept;
        // Faults that were planned and did not strike count for nothing; should they all the same, nothing can be left
        // out.
        if (!stillBreaks(Set.of()) && stillBreaks(all)) {
            leaveOut(stillKept(kinds()));
            leaveOut(kept.stream().map(Set::of).toList());
        }
        progress.clear();
        return new Shrunk(found, smallest, replays, !cut);
    }

    /** Delta debugging: fewer and fewer of these groups, first in great pieces, then in smaller ones. */
    private void leaveOut(List<Set<Integer>> groups) {
        List<Set<Integer>> left = groups;
        int pieces = 2;
        while (left.size() > 1 && !cut) {
            pieces = Math.min(pieces, left.size());
            List<List<Set<Integer>>> parts = parts(left, pieces);
            if (parts.stream().anyMatch(part -> stillBreaks(union(part)))) {
                left = stillKept(left);
                pieces = 2;
            } else if (withoutOne(parts)) {
                left = stillKept(left);
                pieces = Math.max(2, pieces - 1);
            } else if (pieces == left.size()) {
                return;
            } else {
                pieces *= 2;
            }
        }
    }

    private boolean withoutOne(List<List<Set<Integer>>> parts) {
        Set<Integer> whole = kept;
        return parts.stream().anyMatch(part -> {
            Set<Integer> rest = new HashSet<>(whole);
            rest.removeAll(union(part));
            return stillBreaks(rest);
        });
    }

    /** Keeps what breaks the promise; of that, only what struck. */
    private boolean stillBreaks(Set<Integer> faults) {
        Boolean before = known.get(faults);
        if (before != null) {
            return before;
        }
        if (replays == cap) {
            cut = true;
            return false;
        }
        replays++;
        progress.at(() -> "looking for the fewest faults: re-play " + replays + " of at most " + cap + ", "
                + Words.count(kept.size(), "fault") + " left");
        Verdict verdict = simulator.play(found.trial().withOnly(faults));
        boolean breaks =
                verdict.broken().filter(broken -> broken.promise() == promise).isPresent();
        known.put(Set.copyOf(faults), breaks);
        if (breaks) {
            smallest = verdict;
            kept = new TreeSet<>(faults);
            Set<Integer> struck = struck(verdict);
            struck.retainAll(faults);
            if (struck.size() < faults.size()) {
                stillBreaks(struck);
            }
        }
        return breaks;
    }

    /** The faults that struck, by kind; none is in two groups, or leaving out would not end. */
    private List<Set<Integer>> kinds() {
        Map<Integer, FaultKind> kinds = new TreeMap<>();
        smallest.faults().forEach(fault -> kinds.putIfAbsent(fault.number(), fault.kind()));
        Map<FaultKind, Set<Integer>> groups = new EnumMap<>(FaultKind.class);
        kinds.forEach((number, kind) ->
                groups.computeIfAbsent(kind, each -> new TreeSet<>()).add(number));
        return List.copyOf(groups.values());
    }

    private List<Set<Integer>> stillKept(Collection<Set<Integer>> groups) {
        List<Set<Integer>> left = new ArrayList<>();
        for (Set<Integer> group : groups) {
            Set<Integer> rest = new TreeSet<>(group);
            rest.retainAll(kept);
            if (!rest.isEmpty()) {
                left.add(rest);
            }
        }
        return left;
    }

    private static <T> List<List<T>> parts(List<T> whole, int pieces) {
        List<List<T>> parts = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= pieces; i++) {
            int to = (int) ((long) whole.size() * i / pieces);
            parts.add(whole.subList(from, to));
            from = to;
        }
        return parts;
    }

    private static Set<Integer> union(List<Set<Integer>> groups) {
        return groups.stream().flatMap(Set::stream).collect(Collectors.toSet());
    }

    private static Set<Integer> struck(Verdict verdict) {
        return verdict.faults().stream().map(Fault::number).collect(Collectors.toCollection(TreeSet::new));
    }
}
