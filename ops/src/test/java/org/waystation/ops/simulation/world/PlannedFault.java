package org.waystation.ops.simulation.world;

import java.time.Duration;
import org.waystation.ops.simulation.trial.FaultKind;

/**
 * Something that is to go wrong.
 *
 * @param at simulated time since the world began
 * @param dice settle whom it strikes
 * @param lasting how long it lasts, where it lasts
 */
record PlannedFault(int number, Duration at, FaultKind kind, long dice, Duration lasting) {}
