package org.waystation.ops.bench;

import java.io.PrintWriter;
import java.util.Locale;
import org.waystation.ops.bench.load.Tally;

/** Tells whoever watches what happens. One thread, but for {@link #say}. */
final class Progress {
    private static final long EVERY_NANOS = 2_000_000_000L;

    private final PrintWriter out;
    private final boolean wanted;
    private long toldAt;

    Progress(PrintWriter out, boolean wanted) {
        this.out = out;
        this.wanted = wanted;
    }

    void say(String what) {
        if (wanted) {
            out.println("  " + what);
            out.flush();
        }
    }

    /** Tells of a phase, every now and then. */
    void tell(String phase, long nowNanos, Tally.Sums sums) {
        if (nowNanos - toldAt >= EVERY_NANOS) {
            toldAt = nowNanos;
            say(String.format(
                    Locale.ROOT,
                    "%s: %,d submitted, %,d answered, %,d delivered",
                    phase,
                    sums.submitted(),
                    sums.answered(),
                    sums.delivered()));
        }
    }
}
