package org.waystation.ops.partners;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.waystation.ops.node.CommandFailure;
import org.waystation.ops.node.ExitCode;

/** The text in the file of a relay card. */
final class CardText {
    private static final int MAX_CARD_FILE_BYTES = 65_536;

    private CardText() {}

    static String read(Path file) {
        try {
            if (Files.size(file) > MAX_CARD_FILE_BYTES) {
                throw new CommandFailure(ExitCode.USER, file + " is too large for a relay card");
            }
            return Files.readString(file).strip();
        } catch (NoSuchFileException e) {
            throw new CommandFailure(ExitCode.USER, "there is no file " + file, e);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USER, "cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
