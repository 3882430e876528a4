package org.waystation.ops.config;

/** A configuration that cannot be used. The message names the key, what is wrong with it and what would be right. */
public final class ConfigProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConfigProblem(String message) {
        super(message);
    }
}
