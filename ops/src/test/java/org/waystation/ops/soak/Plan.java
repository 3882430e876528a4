package org.waystation.ops.soak;

import java.time.Duration;

/**
 * What is to be played.
 *
 * @param length while letters are handed out
 * @param perSecond letters
 * @param generation how long one group of people writes; another one begins each {@code generation / overlap}
 * @param overlap groups that are there at a time
 * @param sampleEvery between two looks at the relays
 * @param collectEvery looks between two full collections of their garbage
 * @param disturbEvery between two disturbances of somebody's connection
 * @param cutEvery between two cuts of the link
 * @param cutFor how long a cut lasts
 * @param lifetime of every letter, that nobody collects too; relays round it up to ten minutes
 */
record Plan(
        Duration length,
        double perSecond,
        Duration generation,
        int overlap,
        Duration sampleEvery,
        int collectEvery,
        Duration disturbEvery,
        Duration cutEvery,
        Duration cutFor,
        Duration lifetime) {

    static Plan of(Duration length, double perSecond) {
        return new Plan(
                length,
                perSecond,
                Duration.ofSeconds(60),
                6,
                Duration.ofSeconds(10),
                6,
                Duration.ofSeconds(1),
                Duration.ofSeconds(90),
                Duration.ofSeconds(4),
                Duration.ofMinutes(2));
    }

    Duration generationEvery() {
        return generation.dividedBy(overlap);
    }

    /** Letters of one group. */
    int letters() {
        return (int) Math.max(1, perSecond * generationEvery().toMillis() / 1_000);
    }
}
