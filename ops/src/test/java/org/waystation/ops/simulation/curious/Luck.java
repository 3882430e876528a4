package org.waystation.ops.simulation.curious;

import java.math.BigInteger;

/** How often somebody guesses right who knows nothing. Exact, in whole numbers. */
final class Luck {
    private Luck() {}

    /**
     * The least number of right guesses that luck brings about no more often than once in {@code onceIn} times.
     *
     * @param guesses how many there are, each right once in {@code choices} times, whatever the others are
     */
    static int suspicious(int guesses, int choices, long onceIn) {
        BigInteger all = BigInteger.valueOf(choices).pow(guesses);
        BigInteger allowed = all.divide(BigInteger.valueOf(onceIn));
        BigInteger tail = BigInteger.ZERO;
        for (int right = guesses; right >= 0; right--) {
            tail = tail.add(ways(guesses, right)
                    .multiply(BigInteger.valueOf(choices - 1L).pow(guesses - right)));
            if (tail.compareTo(allowed) > 0) {
                return right + 1;
            }
        }
        return 0;
    }

    private static BigInteger ways(int guesses, int right) {
        BigInteger ways = BigInteger.ONE;
        for (int i = 0; i < right; i++) {
            ways = ways.multiply(BigInteger.valueOf(guesses - i)).divide(BigInteger.valueOf(i + 1));
        }
        return ways;
    }
}
