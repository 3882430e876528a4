package org.waystation.client.person;

import java.text.Normalizer;
import java.util.Optional;

/**
 * Names of contacts. A name that somebody else chose may try to look like another, to reorder the line that it is shown in, or
 * to be an instruction to a terminal; {@link #clean} takes those means away.
 */
public final class Names {
    public static final int MAX_CHARACTERS = 64;

    /** First-strong isolate and its end (Unicode Annex 9): what is inside cannot reorder what is outside. */
    private static final char ISOLATE = '\u2068';

    private static final char END_OF_ISOLATE = '\u2069';

    private Names() {}

    /** Without control, format, private and unassigned characters and separators of lines; white space collapsed; cut. */
    public static String clean(String name) {
        StringBuilder kept = new StringBuilder();
        Normalizer.normalize(name, Normalizer.Form.NFC)
                .codePoints()
                .map(each -> Character.isWhitespace(each) || Character.isSpaceChar(each) ? ' ' : each)
                .filter(Names::isVisible)
                .limit(MAX_CHARACTERS)
                .forEach(kept::appendCodePoint);
        // Once more: what stood between two characters that belong together may have been taken away.
        return Normalizer.normalize(kept, Normalizer.Form.NFC).strip().replaceAll(" +", " ");
    }

    private static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** For showing a name, or any short foreign text, in the middle of a line. */
    public static String isolated(String name) {
        boolean plain = name.chars().allMatch(each -> each >= ' ' && each < 127);
        return plain ? name : ISOLATE + name + END_OF_ISOLATE;
    }

    /** Why a name that the person gives cannot be used; empty if it can. */
    public static Optional<String> objection(String name) {
        if (name.isBlank()) {
            return Optional.of("The name is empty.");
        }
        if (name.codePointCount(0, name.length()) > MAX_CHARACTERS) {
            return Optional.of("The name is longer than " + MAX_CHARACTERS + " characters.");
        }
        return clean(name).equals(Normalizer.normalize(name, Normalizer.Form.NFC))
                ? Optional.empty()
                : Optional.of("The name contains characters that cannot be seen, or needless white space.");
    }

    public static String normal(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }
}
