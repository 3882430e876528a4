package org.waystation.ops.simulation.campaign;

import org.waystation.ops.simulation.SimulationOptions.Crypto;
import org.waystation.ops.simulation.trial.Simulator;

/** Where a simulator comes from. */
@FunctionalInterface
public interface Simulators {
    Simulator with(Crypto crypto);
}
