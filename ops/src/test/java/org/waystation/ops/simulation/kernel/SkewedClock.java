package org.waystation.ops.simulation.kernel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The clock of one machine: the true time, and what it is off by. */
public final class SkewedClock extends Clock {
    private final Timeline time;
    private Duration skew = Duration.ZERO;

    public SkewedClock(Timeline time) {
        this.time = time;
    }

    public void setSkew(Duration offBy) {
        skew = offBy;
    }

    @Override
    public Instant instant() {
        return skew.isZero() ? time.instant() : time.instant().plus(skew);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
