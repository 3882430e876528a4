package org.waystation.ops.simulation;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a person asked of the simulation. What is out of bounds is an {@link IllegalArgumentException}, whose message is
 * one line for that person.
 *
 * @param faults numbers of the planned faults that may strike; empty: all
 * @param json whether the result is one JSON object
 */
public record SimulationOptions(Seeds seeds, World world, Optional<Set<Integer>> faults, boolean json) {
    /** Far more than anybody waits for. */
    public static final int MOST_WORLDS = 1_000_000;
    /** A year. */
    public static final int MOST_HOURS = 8_760;

    /** Fewer make no federation. */
    public static final int FEWEST_RELAYS = 2;

    public static final int MOST_RELAYS = 20;

    /** Fewer have nobody to write to. */
    public static final int FEWEST_PEOPLE = 2;

    public static final int MOST_PEOPLE = 100;

    public SimulationOptions {
        faults = faults.map(Set::copyOf);
        if (faults.isPresent() && seeds.count() != 1) {
            throw new IllegalArgumentException("--faults names faults of one world; say of which with --seed");
        }
        faults.orElse(Set.of()).forEach(number -> within("a number in --faults", number, 0, Integer.MAX_VALUE));
    }

    /** As many seeds, one after the other, beginning with the first. */
    public record Seeds(long first, int count) {
        public Seeds {
            within("--seeds", count, 1, MOST_WORLDS);
            if (first > Long.MAX_VALUE - count) {
                throw new IllegalArgumentException("there are not so many seeds after " + first);
            }
        }

        public long last() {
            return first + count - 1;
        }
    }

    /**
     * What every world is like.
     *
     * @param hours simulated, during which people write and faults strike
     */
    public record World(int hours, Roughness roughness, int relays, int people, Crypto crypto) {
        public World {
            within("--hours", hours, 1, MOST_HOURS);
            within("--relays", relays, FEWEST_RELAYS, MOST_RELAYS);
            within("--people", people, FEWEST_PEOPLE, MOST_PEOPLE);
        }
    }

    /** How much goes wrong. */
    public enum Roughness {
        /** Each seed draws how much. */
        DRAWN,
        CALM,
        ROUGH,
        MAD;

        /** As the command line spells it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Which cryptography the worlds use. */
    public enum Crypto {
        /** The one that people get. */
        REAL,
        /** A stand-in that hides nothing and costs little. */
        FAST;

        /** As the command line spells it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static void within(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "%s is %d; it must be from %d to %d", what, value, least, most));
        }
    }
}
