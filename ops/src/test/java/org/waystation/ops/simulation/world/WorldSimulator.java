package org.waystation.ops.simulation.world;

import org.waystation.ops.simulation.trial.Simulator;
import org.waystation.ops.simulation.trial.Trial;
import org.waystation.ops.simulation.trial.Verdict;

/** Plays worlds. Stateless; one world at a time in a process, because the program's log is caught while it runs. */
public final class WorldSimulator implements Simulator {
    @Override
    public Verdict play(Trial trial) {
        return new World(trial).run();
    }
}
