package org.waystation.ops.config;

import java.util.Locale;

/** How much the log says. No level ever names a person, a mailbox or a network address. */
public enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG;

    static LogLevel parse(String text) {
        for (LogLevel each : values()) {
            if (each.text().equals(text)) {
                return each;
            }
        }
        throw new ConfigProblem("log.level is \"" + text + "\"; use \"error\", \"warn\", \"info\" or \"debug\"");
    }

    /** The word in the configuration file. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
