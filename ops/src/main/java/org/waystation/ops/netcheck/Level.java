package org.waystation.ops.netcheck;

import java.util.Locale;

/** How bad something is. */
enum Level {
    OK,
    /** Works, and somebody should look at it. */
    WARNING,
    /** Does not work, or cannot be trusted. */
    PROBLEM;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
