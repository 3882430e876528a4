package org.waystation.ops.simulation.campaign;

import org.waystation.ops.simulation.trial.Verdict;

/**
 * A broken world, and the smallest one like it that was found.
 *
 * @param found the world as it was met
 * @param smallest breaks the same promise; is {@code found} if nothing smaller does
 * @param replays that it took
 * @param finished whether the search ended by itself; if not, more re-plays might have found less
 */
record Shrunk(Verdict found, Verdict smallest, int replays, boolean finished) {
    /** A world that was played with faults which a person chose. */
    static Shrunk asItIs(Verdict found) {
        return new Shrunk(found, found, 0, true);
    }

    /** Whether the smallest world is one with less in it than the one that was met. */
    boolean isSmaller() {
        return !smallest.trial().equals(found.trial());
    }
}
