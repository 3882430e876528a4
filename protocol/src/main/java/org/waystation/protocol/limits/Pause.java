package org.waystation.protocol.limits;

import java.time.Duration;
import java.time.Instant;

/** How long whoever was refused or not reached waits before trying again; the same rules for clients and relays. */
public final class Pause {
    /** Nobody is waited for longer, whatever they ask for: an operator may have mended it meanwhile. */
    public static final Duration LONGEST = Duration.ofHours(1);

    private Pause() {}

    /** A pause as somebody wishes it, but none beyond {@link #LONGEST}. */
    public static Duration capped(Duration wanted) {
        return shorter(wanted, LONGEST);
    }

    /**
     * @param first longer than nothing
     * @param times 0 or fewer: not at all; may be as large as it likes
     */
    public static Duration doubled(Duration first, int times, Duration longest) {
        Duration pause = first;
        for (int done = 0; done < times && pause.compareTo(longest) < 0; done++) {
            pause = pause.multipliedBy(2);
        }
        return shorter(pause, longest);
    }

    /**
     * Whether a moment has still to be waited for. One that is further away than any pause was set while the clock was wrong,
     * and counts as come.
     */
    public static boolean lasts(Instant until, Instant now, Duration longest) {
        return until.isAfter(now) && !until.isAfter(now.plus(longest));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
