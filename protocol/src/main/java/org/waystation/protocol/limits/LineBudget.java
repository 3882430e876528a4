package org.waystation.protocol.limits;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How often a line goes into a log that somebody outside can cause: one for each kind in a minute, and the next says how many were
 * left out. A log that others can fill is a disk that others can fill.
 *
 * <p>Safe for any thread. Bounded: of more than {@value #MOST_KINDS} kinds in a minute, those that come last share one line.
 *
 * @param <K> what kinds are told apart by
 */
public final class LineBudget<K> {
    static final Duration PAUSE = Duration.ofMinutes(1);
    static final int MOST_KINDS = 1_024;

    private final Map<Optional<K>, Silence> silences = new HashMap<>();

    private static final class Silence {
        private final Instant until;
        private long leftOut;

        Silence(Instant until) {
            this.until = until;
        }

        boolean lasts(Instant now) {
            return Pause.lasts(until, now, PAUSE);
        }
    }

    /**
     * Something has happened that is worth a line.
     *
     * @return how many of its kind were left out since the last line, if a line may be written now; empty if not
     */
    public synchronized OptionalLong onEvent(K kind, Instant now) {
        Optional<K> key = key(kind, now);
        Silence silence = silences.get(key);
        if (silence != null && silence.lasts(now)) {
            silence.leftOut++;
            return OptionalLong.empty();
        }
        silences.put(key, new Silence(now.plus(PAUSE)));
        return OptionalLong.of(silence == null ? 0 : silence.leftOut);
    }

    /** How the end of such a line reads. */
    public static String leftOut(long lines) {
        return lines == 0 ? "" : "; " + lines + " more like this were left out before it";
    }

    private Optional<K> key(K kind, Instant now) {
        Optional<K> own = Optional.of(kind);
        if (silences.size() >= MOST_KINDS && !silences.containsKey(own)) {
            silences.values().removeIf(each -> !each.lasts(now));
        }
        return silences.size() < MOST_KINDS || silences.containsKey(own) ? own : Optional.empty();
    }

    synchronized int kinds() {
        return silences.size();
    }
}
