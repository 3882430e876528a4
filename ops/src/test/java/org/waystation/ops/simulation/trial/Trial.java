package org.waystation.ops.simulation.trial;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * All that a world is made from. The same trial gives the same verdict, byte for byte, on every machine.
 *
 * @param length simulated time during which people write and faults strike; a quiet time follows it
 * @param only numbers of the planned faults that may strike; empty: all
 */
public record Trial(long seed, Profile profile, Duration length, int relays, int people, Optional<Set<Integer>> only) {
    /** Fewer make no federation. */
    public static final int MIN_RELAYS = 2;

    public Trial {
        if (relays < MIN_RELAYS || people < 2 || length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException("a world has at least two relays, two people and some time");
        }
        only = only.map(Set::copyOf);
    }

    /** The same world, but with these faults only. */
    public Trial withOnly(Set<Integer> faults) {
        return new Trial(seed, profile, length, relays, people, Optional.of(faults));
    }
}
