package org.waystation.ops.simulation.trial;

import java.time.Duration;

/**
 * A fault that has struck.
 *
 * @param number of the fault in the plan that the seed makes; stays the same when other faults are left out
 * @param at simulated time since the world began
 * @param what in words: whom it struck, and how
 */
public record Fault(int number, Duration at, FaultKind kind, String what) {}
