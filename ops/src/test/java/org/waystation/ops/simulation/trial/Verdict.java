package org.waystation.ops.simulation.trial;

import java.util.List;
import java.util.Optional;

/**
 * How a world went.
 *
 * @param broken the first promise that was not kept; empty if all were
 * @param faults that struck, oldest first
 * @param fingerprint of everything that happened, in hex: two runs with the same fingerprint were the same run
 */
public record Verdict(Trial trial, Optional<Broken> broken, Totals totals, List<Fault> faults, String fingerprint) {
    public Verdict {
        faults = List.copyOf(faults);
    }
}
