package org.waystation.protocol.envelope;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Which texts can be sent: any Unicode, byte for byte, up to a limit. */
public final class TextRules {
    /** UTF-8 bytes of the longest text; leaves room in the largest size class for everything around it. */
    public static final int MAX_TEXT_BYTES = 60_000;

    private TextRules() {}

    /** Why a text cannot be sent, as a sentence for the person; empty if it can. */
    public static Optional<String> objection(String text) {
        if (text.isEmpty()) {
            return Optional.of("The text is empty.");
        }
        if (text.indexOf('\0') >= 0) {
            return Optional.of("The text contains a NUL character, which no text needs; remove it.");
        }
        try {
            int bytes = StandardCharsets.UTF_8
                    .newEncoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .encode(CharBuffer.wrap(text))
                    .remaining();
            return bytes <= MAX_TEXT_BYTES
                    ? Optional.empty()
                    : Optional.of("The text is longer than " + MAX_TEXT_BYTES + " bytes of UTF-8. Send it in parts.");
        } catch (CharacterCodingException unpairedSurrogate) {
            return Optional.of("The text contains half of a character (an unpaired surrogate); write it again.");
        }
    }
}
