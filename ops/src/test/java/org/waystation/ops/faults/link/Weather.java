package org.waystation.ops.faults.link;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/**
 * What a network does to the bytes of one direction.
 *
 * @param delay of every byte
 * @param bytesPerSecond 0: as fast as it goes
 * @param loss the share of segments that are lost, 0 to 1. A proxy sees bytes and no packets: a lost segment shows as TCP
 *     shows it, as a stall of everything behind it until it was sent again
 * @param swallowing nothing arrives, and nobody is told
 */
public record Weather(Duration delay, int bytesPerSecond, double loss, boolean swallowing) {
    public static final Weather CLEAR = new Weather(Duration.ZERO, 0, 0, false);
    public static final Weather SWALLOWING = new Weather(Duration.ZERO, 0, 0, true);

    /** As TCP waits before it sends a lost segment again, twice as long each time. */
    private static final long FIRST_STALL_NANOS = 200_000_000L;

    /** So often in a row, and the connection is taken for dead. */
    private static final int MOST_LOST_IN_A_ROW = 6;

    public static Weather slow(Duration delay) {
        return new Weather(delay, 0, 0, false);
    }

    public static Weather narrow(int bytesPerSecond) {
        return new Weather(Duration.ZERO, bytesPerSecond, 0, false);
    }

    public static Weather lossy(double loss) {
        return new Weather(Duration.ZERO, 0, loss, false);
    }

    /** Nanoseconds that a segment takes to get onto the wire. */
    long pace(int bytes) {
        return bytesPerSecond == 0 ? 0 : bytes * 1_000_000_000L / bytesPerSecond;
    }

    /** Nanoseconds that a segment is late because it was lost and sent again; empty if the connection dies of it. */
    OptionalLong stall(RandomGenerator chance) {
        int lost = 0;
        while (lost < MOST_LOST_IN_A_ROW && chance.nextDouble() < loss) {
            lost++;
        }
        return lost == MOST_LOST_IN_A_ROW
                ? OptionalLong.empty()
                : OptionalLong.of(FIRST_STALL_NANOS * ((1L << lost) - 1));
    }
}
