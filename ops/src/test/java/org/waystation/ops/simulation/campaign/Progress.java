package org.waystation.ops.simulation.campaign;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/** Tells whoever waits how far it is, without telling it too often. */
final class Progress {
    private static final String START_OF_LINE = "\r\033[K";

    private final PrintWriter err;
    private final InstantSource clock;
    private final Style style;
    private Instant next;

    Progress(PrintWriter err, InstantSource clock, Style style) {
        this.err = err;
        this.clock = clock;
        this.style = style;
        this.next = clock.instant().plus(style.patience);
    }

    /** How it is told. */
    enum Style {
        /** One line that is written over: for a terminal. */
        REWRITTEN(Duration.ZERO, Duration.ofMillis(100)),
        /** A line now and then: for a file or a pipe. */
        LINES(Duration.ofSeconds(10), Duration.ofSeconds(10));

        private final Duration patience;
        private final Duration pause;

        Style(Duration patience, Duration pause) {
            this.patience = patience;
            this.pause = pause;
        }
    }

    /** How far it is now, if it is time to say so. */
    void at(Supplier<String> line) {
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            return;
        }
        next = now.plus(style.pause);
        if (style == Style.REWRITTEN) {
            err.print(START_OF_LINE + line.get());
            err.flush();
        } else {
            tell(line.get());
        }
    }

    /** Something that is worth a line of its own. */
    void tell(String line) {
        clear();
        err.println(line);
        err.flush();
    }

    /** Leaves the terminal as if nothing had been told. */
    void clear() {
        if (style == Style.REWRITTEN) {
            err.print(START_OF_LINE);
            err.flush();
        }
    }
}
