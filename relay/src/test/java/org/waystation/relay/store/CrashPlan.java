package org.waystation.relay.store;

import java.util.List;

/**
 * How one life of a relay's process ends.
 *
 * @param commit at which of its commits, counted from 1; with {@link CrashPoint#ANY_MOMENT} how many milliseconds after its
 *     start
 * @param kept of what a power cut may take away, the share that is on the disk all the same, 0 to 1
 * @param syncing whether commits are synced; a relay that does not sync is there to be found out
 */
public record CrashPlan(CrashPoint point, int commit, double kept, boolean syncing) {
    public static final CrashPlan NONE = new CrashPlan(CrashPoint.NEVER, 0, 0, true);

    public CrashPlan(CrashPoint point, int commit, double kept) {
        this(point, commit, kept, true);
    }

    /** As arguments of a program. */
    public List<String> toArguments() {
        return List.of(point.name(), Integer.toString(commit), Double.toString(kept), Boolean.toString(syncing));
    }

    public static CrashPlan ofArguments(List<String> words) {
        return new CrashPlan(
                CrashPoint.valueOf(words.get(0)),
                Integer.parseInt(words.get(1)),
                Double.parseDouble(words.get(2)),
                Boolean.parseBoolean(words.get(3)));
    }
}
