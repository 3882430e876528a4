package org.waystation.protocol.ratchet;

import java.time.Instant;

/**
 * How many days a session has lived through, counted on a clock that may be wrong: a jump ahead counts as {@value #MAX_JUMP}
 * days at most, a jump back as none. So a clock that is set right again makes nothing years old at a stroke.
 *
 * @param lastDay day since 1970 on which days were last counted; 0 before the first time
 */
record Age(int days, int lastDay) {
    static final Age NEW = new Age(0, 0);

    private static final int MAX_JUMP = 7;
    private static final long SECONDS_PER_DAY = 86_400;

    Age at(Instant now) {
        int today = (int) Math.min(Integer.MAX_VALUE, Math.max(1, now.getEpochSecond() / SECONDS_PER_DAY));
        int elapsed = lastDay == 0 ? 0 : Math.max(0, Math.min(MAX_JUMP, today - lastDay));
        return new Age(Math.addExact(days, elapsed), today);
    }
}
