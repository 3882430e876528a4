package org.waystation.client.cli.desk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A link or a voucher as it is given: itself, the name of a file that holds it, or "-" for standard input. */
public final class SecretWord {
    private static final int MAX_BYTES = 8_192;
    private static final String STANDARD_INPUT = "-";

    private SecretWord() {}

    /** The text, without white space around it. {@code prefix}: what tells it from the name of a file. */
    public static String read(String given, String prefix, Surroundings around) {
        try {
            if (given.equals(STANDARD_INPUT)) {
                return text(around.in());
            }
            if (given.strip().startsWith(prefix) || !Files.isRegularFile(Path.of(given))) {
                return given.strip();
            }
            try (InputStream file = Files.newInputStream(Path.of(given))) {
                return text(file);
            }
        } catch (InvalidPathException e) {
            return given.strip();
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USER, "unreadable_input", "What was given cannot be read.");
        }
    }

    private static String text(InputStream stream) throws IOException {
        return new String(stream.readNBytes(MAX_BYTES), StandardCharsets.UTF_8).strip();
    }
}
