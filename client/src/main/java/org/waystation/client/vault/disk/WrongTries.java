package org.waystation.client.vault.disk;

import java.time.Duration;
import java.time.Instant;
import org.waystation.protocol.limits.Pause;

/**
 * How often a wrong passphrase was given in a row, and when last; decides how long the next try has to wait. Three are free,
 * then 10 seconds, 20, 40 … up to an hour. Immutable.
 *
 * <p>A clock that was set back starts the pause anew once, so that no clock can lock anybody out for longer than the longest
 * pause. A clock that is set forward ends a pause; whoever may set the clock may as well copy the files.
 *
 * @param last on the wall clock, for a pause survives a restart of the machine
 */
public record WrongTries(int count, Instant last) {
    public static final WrongTries NONE = new WrongTries(0, Instant.EPOCH);

    static final int FREE = 3;
    static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private static final int MAX_COUNT = 1_000_000;

    public WrongTries {
        if (count < 0 || count > MAX_COUNT) {
            throw new IllegalArgumentException("so many tries were not counted: " + count);
        }
    }

    public WrongTries oneMore(Instant now) {
        return new WrongTries(Math.min(count + 1, MAX_COUNT), now);
    }

    /** The same tries, with a last one that is not in the future. */
    public WrongTries seenAt(Instant now) {
        return last.isAfter(now) ? new WrongTries(count, now) : this;
    }

    /** How long the next try has to wait still; zero if it may come. Never more than {@link #LONGEST_PAUSE}. */
    public Duration left(Instant now) {
        Duration left = Duration.between(now, seenAt(now).last().plus(pause()));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private Duration pause() {
        return count <= FREE ? Duration.ZERO : Pause.doubled(FIRST_PAUSE, count - FREE - 1, LONGEST_PAUSE);
    }
}
