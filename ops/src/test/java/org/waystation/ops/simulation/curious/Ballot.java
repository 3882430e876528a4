package org.waystation.ops.simulation.curious;

import java.util.ArrayList;
import java.util.List;
import org.waystation.ops.simulation.kernel.Chance;

/** Counts votes. */
final class Ballot {
    private Ballot() {}

    /** Who has most; of several, one that is drawn. */
    static int first(int[] votes, Chance chance) {
        double[] weights = new double[votes.length];
        for (int i = 0; i < votes.length; i++) {
            weights[i] = votes[i];
        }
        return first(weights, chance);
    }

    static int first(double[] votes, Chance chance) {
        List<Integer> leaders = new ArrayList<>();
        for (int i = 0; i < votes.length; i++) {
            if (!leaders.isEmpty() && votes[i] > votes[leaders.get(0)]) {
                leaders.clear();
            }
            if (leaders.isEmpty() || votes[i] == votes[leaders.get(0)]) {
                leaders.add(i);
            }
        }
        return chance.pick(leaders);
    }
}
