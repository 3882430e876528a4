package org.waystation.federation.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;
import org.waystation.protocol.limits.Pause;

/**
 * When to try a partner again: at once after a first failure, then after twice as long each time, up to an hour, with
 * jitter so that many relays do not return together. Any sign of life of the partner clears it. What it is can be put away
 * and taken up again, so that a restart does not begin anew with partners that are long gone.
 *
 * <p>Confined to one thread.
 */
public final class Backoff {
    public static final Duration CAP = Pause.LONGEST;
    static final Duration GRACE = Duration.ofMillis(500);
    static final Duration FIRST = Duration.ofSeconds(1);

    /** As many failures as it takes to reach the cap. */
    private static final int TURNED_AWAY = 16;

    private final DoubleSupplier jitter;
    private State state;

    /** All that a backoff is. {@code failures}: in a row, from 0; {@code nextTry}: of no meaning without failures. */
    public record State(int failures, Instant nextTry) {
        public static final State CLEAR = new State(0, Instant.MIN);
    }

    /** @param jitter numbers from 0 (inclusive) to 1 (exclusive) */
    public Backoff(DoubleSupplier jitter) {
        this(jitter, State.CLEAR);
    }

    /** One that goes on where another was. */
    public Backoff(DoubleSupplier jitter, State state) {
        this.jitter = jitter;
        this.state = state;
    }

    public State state() {
        return state;
    }

    public boolean mayTry(Instant now) {
        return !isPutOff(state.nextTry, now);
    }

    /** Whether a time is still to come, as far as a clock that may have been wrong can say. */
    static boolean isPutOff(Instant until, Instant now) {
        return Pause.lasts(until, now, CAP);
    }

    public Instant nextTry() {
        return state.nextTry;
    }

    public int failures() {
        return state.failures;
    }

    public void onFailure(Instant now) {
        int failures = state.failures + 1;
        state = new State(failures, now.plus(delay(failures)));
    }

    /** The partner is there and wants nothing of us for now: asking again soon would not change its mind. */
    public void onTurnedAway(Instant now) {
        state = new State(TURNED_AWAY, now.plus(delay(TURNED_AWAY)));
    }

    public void onSignOfLife() {
        state = State.CLEAR;
    }

    private Duration delay(int failures) {
        if (failures == 1) {
            return GRACE;
        }
        Duration full = Pause.doubled(FIRST, failures - 2, CAP);
        return Duration.ofMillis((long) (full.toMillis() * (0.5 + jitter.getAsDouble() / 2)));
    }
}
