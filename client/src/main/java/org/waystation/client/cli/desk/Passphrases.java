package org.waystation.client.cli.desk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.waystation.client.vault.directory.Passphrase;

/** Where the passphrase comes from: a file, a descriptor, or the person. Never from the command line. */
final class Passphrases {
    private static final int MAX_BYTES = 4_096;

    /** So often a person chooses before the command gives up. */
    private static final int CHOICES = 3;

    private static final String CHOOSE = "Choose a passphrase for your vault (" + Passphrase.MIN_LENGTH
            + " characters or more; a few words are better): ";

    private final GlobalOptions options;
    private final Surroundings around;

    Passphrases(GlobalOptions options, Surroundings around) {
        this.options = options;
        this.around = around;
    }

    /** Of a vault that is there. */
    Passphrase existing() {
        return given() ? fromSource() : ask("Passphrase: ");
    }

    /** For a vault that is to be made; the person types it twice, and may try again when it does not do. */
    Passphrase fresh() {
        Passphrase passphrase = given() ? fromSource() : ask(CHOOSE);
        for (int choicesLeft = given() ? 0 : CHOICES - 1; true; choicesLeft--) {
            Optional<CommandFailure> objection = objection(passphrase);
            if (objection.isEmpty()) {
                return passphrase;
            }
            passphrase.wipe();
            if (choicesLeft == 0) {
                throw objection.get();
            }
            around.err().println(objection.get().line());
            around.err().flush();
            passphrase = ask(CHOOSE);
        }
    }

    private Optional<CommandFailure> objection(Passphrase chosen) {
        if (!chosen.isLongEnough()) {
            return Optional.of(new CommandFailure(
                    ExitCode.USER,
                    "weak_passphrase",
                    "The passphrase is too short. Use at least " + Passphrase.MIN_LENGTH
                            + " characters; a few words are better."));
        }
        return given() || isRepeated(chosen)
                ? Optional.empty()
                : Optional.of(new CommandFailure(
                        ExitCode.USER,
                        "passphrases_differ",
                        "The two passphrases differ. Nothing was made; try again."));
    }

    private boolean isRepeated(Passphrase chosen) {
        Passphrase again = ask("The same again: ");
        boolean same = again.equals(chosen);
        again.wipe();
        return same;
    }

    /** Whether it came with the command. */
    boolean given() {
        return options.passphraseFile().isPresent()
                || options.passphraseDescriptor().isPresent();
    }

    private Passphrase ask(String question) {
        Surroundings.Person person = around.person()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE,
                        "no_terminal",
                        "There is no terminal to ask for the passphrase on."
                                + " Give it by --passphrase-file or --passphrase-fd."));
        char[] typed = person.askSecret(question)
                .orElseThrow(() -> new CommandFailure(ExitCode.USER, "no_passphrase", "No passphrase was typed."));
        Passphrase passphrase = Passphrase.of(CharBuffer.wrap(typed));
        Arrays.fill(typed, '\0');
        return passphrase;
    }

    private Passphrase fromSource() {
        if (options.passphraseFile().isPresent()
                && options.passphraseDescriptor().isPresent()) {
            throw new CommandFailure(
                    ExitCode.USAGE, "usage", "Give either --passphrase-file or --passphrase-fd, not both.");
        }
        Path source = options.passphraseFile()
                .orElseGet(() -> Path.of(
                        "/dev/fd", options.passphraseDescriptor().orElseThrow().toString()));
        try (InputStream stream = Files.newInputStream(source)) {
            return firstLine(stream.readNBytes(MAX_BYTES));
        } catch (CharacterCodingException e) {
            throw new CommandFailure(ExitCode.USER, "unreadable_passphrase", "The passphrase is not valid UTF-8.");
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.USER,
                    "unreadable_passphrase",
                    "The passphrase cannot be read from " + source + ". Check that it is there and may be read.");
        }
    }

    private static Passphrase firstLine(byte[] bytes) throws CharacterCodingException {
        CharBuffer all = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        String text = all.toString();
        int end = text.indexOf('\n');
        String line = end < 0 ? text : text.substring(0, end);
        String bare = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        if (bare.isEmpty()) {
            throw new CommandFailure(ExitCode.USER, "no_passphrase", "The passphrase that was given is empty.");
        }
        return Passphrase.of(bare);
    }
}
