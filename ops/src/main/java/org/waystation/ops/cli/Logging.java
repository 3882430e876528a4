package org.waystation.ops.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;
import org.waystation.ops.config.LogLevel;

/** Sets how much our own packages log; libraries stay at warnings. */
final class Logging {
    private static final String OURS = "org.waystation";

    private Logging() {}

    static void level(LogLevel level) {
        if (LoggerFactory.getLogger(OURS) instanceof Logger ours) {
            ours.setLevel(Level.toLevel(level.text()));
        }
    }
}
