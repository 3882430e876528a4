package org.waystation.federation.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;
import org.waystation.protocol.limits.Pause;

/**
 * When to try a partner again: at once after a first failure, then after twice as long each time, up to an hour, with
 * jitter so that many relays do not return together. Any sign of life of the partner clears it.
 *
 * <p>Confined to one thread.
 */
public final class Backoff {
    public static final Duration CAP = Pause.LONGEST;
    static final Duration GRACE = Duration.ofMillis(500);
    static final Duration FIRST = Duration.ofSeconds(1);

    private final DoubleSupplier jitter;
    private int failures;
    private Instant nextTry = Instant.MIN;

    /** @param jitter numbers from 0 (inclusive) to 1 (exclusive) */
    public Backoff(DoubleSupplier jitter) {
        this.jitter = jitter;
    }

    public boolean mayTry(Instant now) {
        return !isPutOff(nextTry, now);
    }

    /** Whether a time is still to come, as far as a clock that may have been wrong can say. */
    static boolean isPutOff(Instant until, Instant now) {
        return Pause.lasts(until, now, CAP);
    }

    public Instant nextTry() {
        return nextTry;
    }

    public int failures() {
        return failures;
    }

    public void onFailure(Instant now) {
        failures++;
        nextTry = now.plus(delay());
    }

    public void onSignOfLife() {
        failures = 0;
        nextTry = Instant.MIN;
    }

    private Duration delay() {
        if (failures == 1) {
            return GRACE;
        }
        Duration full = Pause.doubled(FIRST, failures - 2, CAP);
        return Duration.ofMillis((long) (full.toMillis() * (0.5 + jitter.getAsDouble() / 2)));
    }
}
