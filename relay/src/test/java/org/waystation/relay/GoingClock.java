package org.waystation.relay;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The right time and as much more as the test lets pass. It goes on by itself, as the clock of a running relay does: pauses
 * before another attempt end. Safe for any thread.
 */
final class GoingClock extends Clock {
    private volatile Duration ahead;

    GoingClock() {
        this(Duration.ZERO);
    }

    GoingClock(Duration ahead) {
        this.ahead = ahead;
    }

    synchronized void pass(Duration time) {
        ahead = ahead.plus(time);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead);
    }
}
