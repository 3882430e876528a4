package org.waystation.ops.config;

/** What goes to standard error while the relay runs. */
public record LogConfig(LogLevel level) {
    public static final LogConfig DEFAULT = new LogConfig(LogLevel.INFO);
}
