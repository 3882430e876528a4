package org.waystation.ops.simulation.kernel;

/** The simulated process ends here and now. An error, so that no part of the program takes it for one of its own failures. */
public final class Death extends Error {
    private static final long serialVersionUID = 1L;

    public Death() {
        super("a simulated process has died", null, false, false);
    }
}
