package org.waystation.ops.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Where the node key is.
 *
 * @param where path of the file, or name of the variable; else empty. Never the key itself
 */
public record KeySource(Kind kind, String where) {
    public static final KeySource DIRECTORY = new KeySource(Kind.DIRECTORY, "");

    private static final String FILE_PREFIX = "file:";
    private static final String ENV_PREFIX = "env:";
    private static final String VARIABLE = "[A-Za-z_][A-Za-z0-9_]*";

    public enum Kind {
        DIRECTORY,
        FILE,
        ENV,
        PROMPT
    }

    /**
     * Reads what {@link #text} writes.
     *
     * @throws ConfigProblem if it is anything else; the text is not repeated, for it may be a key
     */
    public static KeySource parse(String key, String text) {
        if (text.equals("directory")) {
            return DIRECTORY;
        }
        if (text.equals("prompt")) {
            return new KeySource(Kind.PROMPT, "");
        }
        if (text.startsWith(FILE_PREFIX) && isAbsolute(text.substring(FILE_PREFIX.length()))) {
            return new KeySource(Kind.FILE, text.substring(FILE_PREFIX.length()));
        }
        if (text.startsWith(ENV_PREFIX) && text.substring(ENV_PREFIX.length()).matches(VARIABLE)) {
            return new KeySource(Kind.ENV, text.substring(ENV_PREFIX.length()));
        }
        throw new ConfigProblem(
                key + " must be \"directory\", \"file:/absolute/path\", \"env:NAME\" or \"prompt\"; never the"
                        + " key itself");
    }

    private static boolean isAbsolute(String path) {
        try {
            return Path.of(path).isAbsolute();
        } catch (InvalidPathException noPath) {
            return false;
        }
    }

    public String text() {
        return switch (kind) {
            case DIRECTORY -> "directory";
            case FILE -> FILE_PREFIX + where;
            case ENV -> ENV_PREFIX + where;
            case PROMPT -> "prompt";
        };
    }
}
