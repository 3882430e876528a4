package org.waystation.client.person;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.waystation.protocol.envelope.TextRules;

/** A text that can be sent, kept byte for byte: nothing is normalized, trimmed or replaced. See {@link TextRules}. */
public record MessageText(String value) {

    public MessageText {
        TextRules.objection(value).ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
    }

    /** Whether something can be sent. */
    public sealed interface Checked {}

    public record Accepted(MessageText text) implements Checked {}

    /** {@code why}: a sentence for the person, with nothing of the text in it. */
    public record Refused(String why) implements Checked {}

    public static Checked of(String text) {
        Optional<String> objection = TextRules.objection(text);
        return objection.isPresent() ? new Refused(objection.get()) : new Accepted(new MessageText(text));
    }

    /** For the content of a file or of standard input. */
    public static Checked ofUtf8(byte[] bytes) {
        try {
            return of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return new Refused("The text is not valid UTF-8; convert it first.");
        }
    }

    @Override
    public String toString() {
        return "MessageText[redacted]";
    }
}
