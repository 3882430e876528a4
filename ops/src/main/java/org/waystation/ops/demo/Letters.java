package org.waystation.ops.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.waystation.protocol.envelope.TextRules;

/**
 * What Ana writes, in the three parts of the demonstration: while Bojan is away, while his relay holds it, and while his
 * relay does not answer.
 *
 * @param skipped lines of the file that are no message: empty ones, and ones that a client would refuse
 */
record Letters(List<String> whileAway, List<String> held, List<String> waiting, int skipped) {
    private static final int PARTS = 3;

    /** The lines that come with the demonstration: many scripts, on purpose. */
    static Letters usual() {
        try (InputStream in = Objects.requireNonNull(Letters.class.getResourceAsStream("letters.txt"))) {
            return ofLines(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of a file of the user's. */
    static Letters ofFile(Path file) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            Letters letters = ofLines(text);
            if (letters.whileAway().isEmpty()) {
                throw new DemoFailure(file + " has fewer than " + PARTS + " lines that can be sent");
            }
            return letters;
        } catch (CharacterCodingException e) {
            throw new DemoFailure(file + " is not a UTF-8 text");
        } catch (IOException e) {
            throw new DemoFailure("cannot read " + file + ": " + e.getMessage());
        }
    }

    static Letters ofLines(String text) {
        // Not String.lines(): a carriage return, a form feed or a line separator is part of a line here.
        List<String> all = List.of(text.split("\n", -1));
        List<String> lines = all.stream()
                .filter(Predicate.not(String::isBlank))
                .filter(line -> TextRules.objection(line).isEmpty())
                .toList();
        int third = lines.size() / PARTS;
        int empty = text.endsWith("\n") ? 1 : 0;
        return new Letters(
                lines.subList(0, third),
                lines.subList(third, 2 * third),
                lines.subList(2 * third, lines.size()),
                all.size() - empty - lines.size());
    }

    int size() {
        return whileAway.size() + held.size() + waiting.size();
    }
}
