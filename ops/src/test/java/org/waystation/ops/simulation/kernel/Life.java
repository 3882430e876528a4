package org.waystation.ops.simulation.kernel;

/** One run of a simulated process. What was to happen in it does not happen once it is over. */
public final class Life {
    private final Runnable onDeath;
    private boolean over;

    /** @param onDeath is called once, when the process dies of itself; not by {@link #end} */
    public Life(Runnable onDeath) {
        this.onDeath = onDeath;
    }

    public boolean isOver() {
        return over;
    }

    public void end() {
        over = true;
    }

    void die() {
        if (!over) {
            over = true;
            onDeath.run();
        }
    }
}
