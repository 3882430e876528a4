package org.waystation.client.idle;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Decides whether a client has been left alone for too long. By the wall clock, which goes on while a machine sleeps: a
 * machine that wakes up after the time is over locks at once. A clock that is set back puts the lock off by no more than the
 * whole time once more. Safe for any thread.
 */
public final class IdleLock {
    private final LockAfter after;
    private final Clock clock;
    private Instant lastKey;

    /** The time runs from now. */
    public IdleLock(LockAfter after, Clock clock) {
        this.after = after;
        this.clock = clock;
        this.lastKey = clock.instant();
    }

    /** The person has done something; what arrives from others is nothing that the person does. */
    public synchronized void keyPressed() {
        lastKey = clock.instant();
    }

    public synchronized boolean isDue() {
        Instant now = clock.instant();
        if (now.isBefore(lastKey)) {
            lastKey = now;
        }
        return after.idle()
                .filter(idle -> Duration.between(lastKey, now).compareTo(idle) >= 0)
                .isPresent();
    }

    /** For the person, when it has come to that. */
    public String line() {
        return "Locked after " + after.words() + " without a key press.";
    }
}
