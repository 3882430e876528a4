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
 * @param countEvery between two counts of the rows in a copy of the store; ten minutes are a multiple of it
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
        Duration countEvery,
        Duration disturbEvery,
        Duration cutEvery,
        Duration cutFor,
        Duration lifetime) {

    private static final Duration SAMPLE_EVERY = Duration.ofSeconds(10);

    /** As many are enough to judge by, and no more often than each minute. */
    private static final int COLLECTIONS = 20;

    private static final int MOST_LOOKS_BETWEEN = 6;

    static Plan of(Duration length, double perSecond) {
        return new Plan(
                length,
                perSecond,
                Duration.ofSeconds(60),
                6,
                SAMPLE_EVERY,
                Math.max(1, Math.min(MOST_LOOKS_BETWEEN, (int) (length.dividedBy(SAMPLE_EVERY) / COLLECTIONS))),
                Duration.ofSeconds(150),
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
        return (int) Math.max(1, perSecond * (double) generationEvery().toMillis() / 1_000);
    }
}
