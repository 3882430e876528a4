package org.waystation.ops.simulation.trial;

/** Plays one world from its beginning to its end, in the calling thread. */
@FunctionalInterface
public interface Simulator {
    /** Never throws for what happens in the world: that is the verdict. */
    Verdict play(Trial trial);
}
