package org.waystation.ops.simulation;

import java.io.PrintWriter;

/** Plays simulated worlds for a person. Found with {@link java.util.ServiceLoader}. */
public interface SimulationProgram {
    /**
     * Plays what was asked, in the calling thread, until it is done or a promise is broken.
     *
     * @param out gets the result, in words or as one JSON object
     * @param err gets how far it is
     * @return 0 if every promise was kept, 1 if one was broken
     */
    int run(SimulationOptions options, PrintWriter out, PrintWriter err);
}
