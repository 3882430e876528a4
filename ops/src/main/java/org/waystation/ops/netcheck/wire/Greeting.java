package org.waystation.ops.netcheck.wire;

import java.time.Duration;
import java.time.Instant;
import org.waystation.protocol.id.Bytes;

/**
 * What a relay says to any client that says hello.
 *
 * @param version the highest that both sides speak
 * @param card its own, encoded; nothing about it is checked yet
 * @param skew its clock less ours, about half a second more or less
 * @param roundTrip of hello and answer
 */
public record Greeting(int version, Bytes card, Duration skew, Duration roundTrip) {

    /**
     * The clock of the other end was read half way between question and answer, and is told in whole seconds.
     *
     * @param theirs Unix seconds
     */
    public static Duration skew(long theirs, Instant asked, Duration roundTrip) {
        Duration halfASecond = Duration.ofMillis(500);
        Instant ours = asked.plus(roundTrip.dividedBy(2));
        return Duration.between(ours, Instant.ofEpochSecond(theirs).plus(halfASecond));
    }
}
