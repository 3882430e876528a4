package org.waystation.client.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;
import org.waystation.client.person.Names;

/**
 * Foreign text on a terminal. What could command the terminal, or reorder what is around the text, is taken out; letters stay
 * in their logical order. {@code --json} shows everything as it is.
 */
final class Shown {
    /** Clears a terminal and what has scrolled out of it. */
    static final String WIPE = "\u001b[H\u001b[2J\u001b[3J";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private static final int FIRST_EMBEDDING = 0x202A;
    private static final int LAST_OVERRIDE = 0x202E;
    private static final int FIRST_ISOLATE = 0x2066;
    private static final int LAST_ISOLATE = 0x2069;

    private Shown() {}

    /** A text of one or more lines; further lines are indented. */
    static String text(String text) {
        return text.lines().map(Shown::line).collect(Collectors.joining("\n    "));
    }

    private static String line(String line) {
        StringBuilder kept = new StringBuilder();
        line.codePoints()
                .map(each -> each == '\t' ? ' ' : each)
                .filter(each -> !Character.isISOControl(each) && !reorders(each))
                .forEach(kept::appendCodePoint);
        return Names.isolated(kept.toString());
    }

    private static boolean reorders(int codePoint) {
        return (codePoint >= FIRST_EMBEDDING && codePoint <= LAST_OVERRIDE)
                || (codePoint >= FIRST_ISOLATE && codePoint <= LAST_ISOLATE);
    }

    static String name(String name) {
        return Names.isolated(name);
    }

    static String time(Instant time) {
        return TIME.format(time.atZone(ZoneId.systemDefault()));
    }
}
