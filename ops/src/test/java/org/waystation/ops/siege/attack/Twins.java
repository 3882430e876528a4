package org.waystation.ops.siege.attack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Two kinds of question whose answers must not tell them apart: their words, and by the test of Mann and Whitney their times,
 * whose distribution it does not need to know. One thread.
 */
final class Twins {
    private static final long MICRO = 1_000;
    private static final int HUNDRED = 100;

    private final String name;
    private final List<Time> times = new ArrayList<>();
    private final Set<String> answersToTrue = new TreeSet<>();
    private final Set<String> answersToFalse = new TreeSet<>();

    private record Time(boolean kind, long nanos) {}

    Twins(String name) {
        this.name = name;
    }

    /** @param answer all of it that is not meant to be random */
    void add(boolean kind, long nanos, String answer) {
        times.add(new Time(kind, nanos));
        (kind ? answersToTrue : answersToFalse).add(answer);
    }

    void tell(Score score) {
        if (answersToTrue.isEmpty() || answersToFalse.isEmpty()) {
            return;
        }
        score.add(name + ": answers", times.size());
        if (!answersToTrue.equals(answersToFalse)) {
            score.count(
                    Score.SUCCESS + " telling by the answer: " + name + ": " + answersToTrue + " or " + answersToFalse);
        }
        score.add(name + ": median of the half right, us", median(true));
        score.add(name + ": median of the others, us", median(false));
        score.add(name + ": hundred times z", Math.round(z() * HUNDRED));
    }

    private long median(boolean kind) {
        long[] sorted = times.stream()
                .filter(each -> each.kind() == kind)
                .mapToLong(Time::nanos)
                .sorted()
                .toArray();
        return sorted[sorted.length / 2] / MICRO;
    }

    /** About normal with variance 1 if the two kinds take equally long; ties hardly occur in nanoseconds. */
    double z() {
        List<Time> sorted =
                times.stream().sorted(Comparator.comparingLong(Time::nanos)).toList();
        double ranks = 0;
        long ones = 0;
        for (int i = 0; i < sorted.size(); i++) {
            if (sorted.get(i).kind()) {
                ranks += i + 1;
                ones++;
            }
        }
        double others = sorted.size() - ones;
        double expected = ones * (sorted.size() + 1) / 2.0;
        double variance = ones * others * (sorted.size() + 1) / 12.0;
        return (ranks - expected) / Math.sqrt(variance);
    }
}
