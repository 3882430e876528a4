package org.waystation.ops.simulation.campaign;

import org.waystation.ops.simulation.trial.Simulator;

/** Where a simulator comes from. */
@FunctionalInterface
public interface Simulators {
    /** @param fastCrypto whether a stand-in that costs little takes the place of the real cryptography */
    Simulator with(boolean fastCrypto);
}
