package org.waystation.ops.simulation.curious;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.waystation.ops.simulation.curious.Dossier.Part;
import org.waystation.ops.simulation.kernel.Chance;

/**
 * Looks at sizes, at the time that each step took, and at the place in the order in which messages were seen together;
 * takes those measures that tell most in what it may learn from, and asks the messages that are most alike by them.
 */
final class Neighbours implements Attacker {
    private static final int ASKED = 7;
    private static final int MEASURES_TAKEN = 3;
    private static final long TOGETHER_MICROS = 120_000_000;

    private final Chance chance;

    Neighbours(Chance chance) {
        this.chance = chance;
    }

    @Override
    public String words() {
        return "sizes, times and order";
    }

    @Override
    public List<Integer> guess(List<Known> known, List<Dossier> asked, int choices) {
        List<double[]> learnt =
                new ArrayList<>(measure(known.stream().map(Known::dossier).toList()));
        List<double[]> unknown = new ArrayList<>(measure(asked));
        scale(learnt, unknown);
        int[] best = best(known, learnt);
        return unknown.stream()
                .map(each -> vote(known, learnt, each, best, choices))
                .toList();
    }

    /** The few measures by which, each alone, most messages are next to another about the same one. */
    private static int[] best(List<Known> known, List<double[]> learnt) {
        int[] told = IntStream.range(0, learnt.get(0).length)
                .map(measure -> told(known, learnt, measure))
                .toArray();
        int most = IntStream.of(told).max().orElseThrow();
        return IntStream.range(0, told.length)
                .filter(measure -> told[measure] * 2 > most)
                .boxed()
                .sorted(Comparator.comparingInt(measure -> -told[measure]))
                .limit(MEASURES_TAKEN)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** How many messages have their like next to them. Of equals the order is as they were sent, which says nothing. */
    private static int told(List<Known> known, List<double[]> learnt, int measure) {
        int[] inOrder = IntStream.range(0, known.size())
                .boxed()
                .sorted(Comparator.comparingDouble(each -> learnt.get(each)[measure]))
                .mapToInt(Integer::intValue)
                .toArray();
        int told = 0;
        for (int i = 1; i < inOrder.length; i++) {
            told += known.get(inOrder[i]).who() == known.get(inOrder[i - 1]).who() ? 1 : 0;
        }
        return told;
    }

    private static List<double[]> measure(List<Dossier> dossiers) {
        return dossiers.stream().map(each -> measure(each, dossiers)).toList();
    }

    private static double[] measure(Dossier dossier, List<Dossier> all) {
        double[] measures = new double[Part.values().length * 3];
        int at = 0;
        for (Part part : Part.values()) {
            measures[at++] = dossier.part(part).map(each -> each.length).orElse(0);
            measures[at++] =
                    dossier.micros(part).map(each -> each - dossier.begins()).orElse(0L);
            measures[at++] = rank(dossier, all, part);
        }
        return measures;
    }

    /** How many of those that were seen together with it came before it there. */
    private static double rank(Dossier dossier, List<Dossier> all, Part part) {
        return dossier.micros(part)
                .map(own -> all.stream()
                        .filter(each -> Math.abs(each.begins() - dossier.begins()) < TOGETHER_MICROS)
                        .flatMap(each -> each.micros(part).stream())
                        .filter(other -> other < own)
                        .count())
                .orElse(0L);
    }

    /** Each measure in units of how much it varies; one that never varies says nothing. */
    private static void scale(List<double[]> learnt, List<double[]> unknown) {
        for (int at = 0; at < learnt.get(0).length; at++) {
            int measure = at;
            double mean =
                    learnt.stream().mapToDouble(each -> each[measure]).average().orElse(0);
            double variance = learnt.stream()
                    .mapToDouble(each -> (each[measure] - mean) * (each[measure] - mean))
                    .average()
                    .orElse(0);
            double unit = variance > 0 ? 1 / StrictMath.sqrt(variance) : 0;
            learnt.forEach(each -> each[measure] = (each[measure] - mean) * unit);
            unknown.forEach(each -> each[measure] = (each[measure] - mean) * unit);
        }
    }

    private int vote(List<Known> known, List<double[]> learnt, double[] asked, int[] measures, int choices) {
        int[] votes = new int[choices];
        IntStream.range(0, known.size())
                .boxed()
                .sorted(Comparator.comparingDouble(each -> distance(learnt.get(each), asked, measures)))
                .limit(ASKED)
                .forEach(each -> votes[known.get(each).who()]++);
        return Ballot.first(votes, chance);
    }

    private static double distance(double[] one, double[] other, int[] measures) {
        double sum = 0;
        for (int at : measures) {
            sum += (one[at] - other[at]) * (one[at] - other[at]);
        }
        return sum;
    }
}
