package org.waystation.ops.simulation.kernel;

import java.util.concurrent.Executor;

/** A thread of a simulated process: does one thing after the other, in the order given, each a little later than it was given. */
public final class Loop implements Executor {
    private static final int LONGEST_WAIT_MICROS = 400;

    private final Timeline time;
    private final Life life;
    private final Chance chance;
    private long last;

    public Loop(Timeline time, Life life, Chance chance) {
        this.time = time;
        this.life = life;
        this.chance = chance;
    }

    @Override
    public void execute(Runnable action) {
        last = Math.max(last, time.now() + chance.below(LONGEST_WAIT_MICROS));
        time.at(last, life, action);
    }
}
