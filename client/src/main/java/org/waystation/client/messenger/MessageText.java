package org.waystation.client.messenger;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A text that can be sent: any Unicode, kept byte for byte, not empty, without NUL, and short enough. Nothing is
 * normalized, trimmed or replaced.
 */
public record MessageText(String value) {
    /**
     * The longest text, in bytes of UTF-8: what fits into an envelope of the largest size class beside an introduction, an
     * address, a name and a full load of receipts.
     */
    public static final int MAX_BYTES = 60_000;

    public MessageText {
        if (check(value) instanceof Refused refused) {
            throw new IllegalArgumentException(refused.why());
        }
    }

    /** Whether something can be sent. */
    public sealed interface Checked {}

    public record Accepted(MessageText text) implements Checked {}

    /** {@code why}: one sentence for a person, without any of the text. */
    public record Refused(String why) implements Checked {}

    public static Checked of(String text) {
        return check(text) instanceof Refused refused ? refused : new Accepted(new MessageText(text));
    }

    /** For a file or standard input. */
    public static Checked ofUtf8(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            return tooLong(bytes.length);
        }
        try {
            return of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return new Refused("the text is not valid UTF-8");
        }
    }

    private static Checked check(String text) {
        if (text.isEmpty()) {
            return new Refused("the text is empty");
        }
        if (text.indexOf('\0') >= 0) {
            return new Refused("the text contains the character NUL (U+0000), which cannot be shown or stored safely");
        }
        // Cheap before exact: the encoder below must not work through something huge.
        if (text.length() > MAX_BYTES) {
            return tooLong(text.length());
        }
        try {
            int bytes = StandardCharsets.UTF_8
                    .newEncoder()
                    .encode(java.nio.CharBuffer.wrap(text))
                    .remaining();
            return bytes > MAX_BYTES ? tooLong(bytes) : FITS;
        } catch (CharacterCodingException e) {
            return new Refused("the text contains half of a surrogate pair, which is no character");
        }
    }

    private record Fits() implements Checked {}

    private static final Checked FITS = new Fits();

    private static Refused tooLong(int atLeastBytes) {
        return new Refused(String.format(
                Locale.ROOT,
                "the text is too long: at least %,d bytes, and %,d is the most that one message can hold",
                atLeastBytes,
                MAX_BYTES));
    }

    @Override
    public String toString() {
        return "MessageText[redacted]";
    }
}
