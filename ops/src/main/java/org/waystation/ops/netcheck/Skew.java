package org.waystation.ops.netcheck;

import java.time.Duration;

/** How far two clocks are apart, as one says it. */
final class Skew {
    private Skew() {}

    /** Like "3 h ahead of". */
    static String words(Duration skew) {
        return amount(skew.abs()) + (skew.isNegative() ? " behind" : " ahead of");
    }

    private static String amount(Duration amount) {
        if (amount.toDays() > 1) {
            return amount.toDays() + " days";
        }
        if (amount.toHours() > 1) {
            return amount.toHours() + " h";
        }
        return amount.toMinutes() > 1 ? amount.toMinutes() + " min" : amount.toSeconds() + " s";
    }
}
