package org.waystation.client.cli.desk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.waystation.client.person.MessageText;
import org.waystation.protocol.envelope.TextRules;

/** Where the text of a message comes from: an argument, a file, or standard input. Files and input are taken as they are. */
public final class TextSource {
    /** One byte too many is enough to tell that something is too long. */
    private static final int MAX_READ_BYTES = TextRules.MAX_TEXT_BYTES + 1;

    private static final String STANDARD_INPUT = "-";

    private TextSource() {}

    public static MessageText read(Optional<String> argument, Optional<Path> file, Surroundings around) {
        if (argument.isPresent() == file.isPresent()) {
            throw new CommandFailure(
                    ExitCode.USAGE, "usage", "Give either a text, or --file FILE, or - for standard input.");
        }
        if (file.isPresent()) {
            return fromFile(file.get());
        }
        return argument.get().equals(STANDARD_INPUT)
                ? fromStream(around.in())
                : checked(MessageText.of(argument.get()));
    }

    private static MessageText fromFile(Path file) {
        try (InputStream stream = Files.newInputStream(file)) {
            return checked(MessageText.ofUtf8(stream.readNBytes(MAX_READ_BYTES)));
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.USER, "unreadable_input", "The file cannot be read. Check its name and that it is there.");
        }
    }

    private static MessageText fromStream(InputStream stream) {
        try {
            return checked(MessageText.ofUtf8(stream.readNBytes(MAX_READ_BYTES)));
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USER, "unreadable_input", "Standard input cannot be read.");
        }
    }

    public static MessageText checked(MessageText.Checked checked) {
        if (checked instanceof MessageText.Accepted accepted) {
            return accepted.text();
        }
        throw new CommandFailure(
                ExitCode.USER, "bad_text", ((MessageText.Refused) checked).why() + " Nothing was sent.");
    }
}
