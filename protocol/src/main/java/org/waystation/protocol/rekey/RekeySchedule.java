package org.waystation.protocol.rekey;

import java.time.Duration;

/**
 * When the side whose turn it is begins the next exchange: after so many messages of both directions, or when the last exchange is so
 * long ago, whichever comes first.
 *
 * @param messages at least 1
 * @param age not negative
 */
public record RekeySchedule(int messages, Duration age) {
    /** What a client uses unless told otherwise. */
    public static final RekeySchedule STANDARD = new RekeySchedule(50, Duration.ofDays(1));

    public RekeySchedule {
        if (messages < 1 || age.isNegative()) {
            throw new IllegalArgumentException(
                    "a rekey is due after at least one message, and not before the last one");
        }
    }

    boolean isDue(int messagesSince, long sinceSeconds, long nowSeconds) {
        return messagesSince >= messages || nowSeconds - sinceSeconds >= age.toSeconds();
    }
}
