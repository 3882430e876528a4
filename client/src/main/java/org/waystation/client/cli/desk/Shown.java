package org.waystation.client.cli.desk;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;
import org.waystation.client.person.Names;
import org.waystation.client.person.ReceivedText;
import org.waystation.client.person.SentText;
import org.waystation.protocol.frame.FaultNumber;

/**
 * Foreign text on a terminal. What could command the terminal, or reorder what is around the text, is taken out; letters stay
 * in their logical order. {@code --json} shows everything as it is.
 */
public final class Shown {
    /** Clears a terminal and what has scrolled out of it. */
    public static final String WIPE = "\u001b[H\u001b[2J\u001b[3J";

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

    public static String name(String name) {
        return Names.isolated(name);
    }

    /** A text that has come, with its time and its sender, and how many before it have not. */
    public static String received(ReceivedText text) {
        return "[" + time(text.receivedAt()) + "] " + name(text.contactName()) + ": " + missing(text.missingBefore())
                + text(text.text());
    }

    private static String missing(long texts) {
        if (texts == 0) {
            return "";
        }
        return "(" + (texts == 1 ? "1 text before this has" : texts + " texts before this have") + " not come) ";
    }

    /** How many texts have come and wait for earlier ones. */
    public static String waiting(int texts) {
        return (texts == 1 ? "1 text has come and waits" : texts + " texts have come and wait")
                + " up to a minute for what was written before.";
    }

    /** Why a text was not taken or has to wait, to stand behind how far it has come; empty where nothing is known. */
    public static String why(SentText sent) {
        return sent.fault().map(FaultNumber::words).map(words -> ": " + words).orElse("");
    }

    public static String time(Instant time) {
        return TIME.format(time.atZone(ZoneId.systemDefault()));
    }
}
