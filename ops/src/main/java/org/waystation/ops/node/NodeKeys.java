package org.waystation.ops.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.waystation.ops.config.KeySource;
import org.waystation.relay.home.HomeTrouble;
import org.waystation.relay.home.NodeKey;

/** Fetches node keys from where they are said to be. */
public final class NodeKeys {
    private static final int LEAST_PASSPHRASE_CHARS = 12;
    private static final int MOST_FILE_BYTES = 4_096;

    private final Surroundings around;

    public NodeKeys(Surroundings around) {
        this.around = around;
    }

    /** The node key of a relay that is there. */
    NodeKey of(RelayDirectory directory) throws HomeTrouble {
        return fetch(directory.config().store().key());
    }

    /** The node key that a relay is to get; a passphrase is asked for twice. */
    NodeKey chosen(RelayDirectory directory, KeySource source) throws HomeTrouble {
        if (source.kind() == KeySource.Kind.PROMPT) {
            return chosenPassphrase();
        }
        if (source.kind() == KeySource.Kind.FILE && isBeside(directory, Path.of(source.where()))) {
            throw new CommandFailure(
                    ExitCode.USER,
                    source.where()
                            + " is in the relay's own directory: whoever takes that has the key too. Keep it elsewhere");
        }
        return fetch(source);
    }

    private NodeKey fetch(KeySource source) throws HomeTrouble {
        return switch (source.kind()) {
            case DIRECTORY -> NodeKey.inside();
            case FILE -> NodeKey.parse(content(Path.of(source.where())));
            case ENV -> NodeKey.parse(variable(source.where()));
            case PROMPT -> NodeKey.passphrase(ask("Passphrase of the relay: "));
        };
    }

    private static String content(Path file) {
        try {
            if (Files.size(file) > MOST_FILE_BYTES) {
                throw new CommandFailure(ExitCode.USER, file + " is too large for a node key. Look at key in [store]");
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new CommandFailure(
                    ExitCode.USER,
                    "there is no node key in " + file
                            + "; put it there (key in [store] says where it is, 'waystation relay key"
                            + " new' makes a new one)",
                    e);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USER, "cannot read the node key in " + file + ": " + e.getMessage(), e);
        }
    }

    private String variable(String name) {
        String value = around.environment().get(name);
        if (value == null) {
            throw new CommandFailure(
                    ExitCode.USER,
                    "there is no variable " + name
                            + " with the node key; set it for this command, as for the relay (key in" + " [store])");
        }
        return value;
    }

    private NodeKey chosenPassphrase() {
        char[] first = ask("New passphrase of the relay: ");
        if (first.length < LEAST_PASSPHRASE_CHARS) {
            throw new CommandFailure(
                    ExitCode.USER,
                    "a passphrase has at least " + LEAST_PASSPHRASE_CHARS
                            + " characters, better five random words; nothing was changed");
        }
        char[] second = ask("Once more: ");
        boolean same = Arrays.equals(first, second);
        Arrays.fill(second, '\0');
        if (!same) {
            throw new CommandFailure(ExitCode.USER, "the two are not the same; nothing was changed");
        }
        return NodeKey.passphrase(first);
    }

    private char[] ask(String question) {
        return around.person()
                .flatMap(person -> person.askSecret(question))
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USER,
                        "nobody is here to type the passphrase; run this at a terminal, or keep the node key in a file or a"
                                + " variable (key in [store])"));
    }

    private static boolean isBeside(RelayDirectory directory, Path file) {
        Path named = file.toAbsolutePath().normalize();
        return named.startsWith(directory.root().toAbsolutePath().normalize())
                || named.startsWith(directory.data().toAbsolutePath().normalize());
    }
}
