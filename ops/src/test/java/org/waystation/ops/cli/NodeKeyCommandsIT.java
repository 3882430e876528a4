package org.waystation.ops.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waystation.ops.node.CommandFailure;
import org.waystation.ops.node.ExitCode;
import org.waystation.ops.node.NodeFiles;
import org.waystation.ops.node.NodeKeys;
import org.waystation.ops.node.RelayFiles;
import org.waystation.ops.node.RelayRunner;
import org.waystation.ops.node.Surroundings;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.relay.home.NodeKey;

/** An operator who keeps the node key outside the relay's directory, with real files. */
final class NodeKeyCommandsIT {
    private static final String VARIABLE = "RELAY_NODE_KEY";
    private static final String PASSPHRASE = "crocus under snow";

    private final Map<String, String> environment = new HashMap<>(Map.of("NO_COLOR", "1"));
    private final Deque<String> typed = new ArrayDeque<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Path temporary;
    private final Path root;
    private Optional<Surroundings.Person> person = Optional.empty();

    NodeKeyCommandsIT(@TempDir Path temporary) {
        this.temporary = temporary;
        this.root = temporary.resolve("one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"card", "voucher new", "partner list", "restored"})
    void everyCommandThatNeedsTheKeysFindsThemByTheSameConfiguration(String command) {
        // Given
        environment.put(VARIABLE, NodeKey.newText(Entropy.system()));
        assertEquals(0, init("--key", "env:" + VARIABLE), err::toString);

        // When
        int exit = run(command);
        environment.remove(VARIABLE);
        int without = run(command);

        // Then
        assertEquals(0, exit, err::toString);
        assertEquals(1, without);
        assertTrue(lastError().contains("there is no variable " + VARIABLE), err::toString);
    }

    @Test
    void aKeyInAFileIsMadeUsedAndMissed() throws Exception {
        // Given
        Path file = temporary.resolve("node.key");
        assertEquals(0, execute("key", "new", "--out", file.toString()), err::toString);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));

        // When
        int made = init("--key", "file:" + file);
        int card = run("card");
        Files.delete(file);
        int without = run("card");

        // Then
        assertEquals(List.of(0, 0, 1), List.of(made, card, without), err::toString);
        assertTrue(lastError().contains("there is no node key in " + file), err::toString);
    }

    @Test
    void aKeyIsShownOnceAndNotWrittenOverAnother() throws Exception {
        // Given
        Path file = Files.writeString(temporary.resolve("node.key"), "in use");

        // When
        int shown = execute("key", "new");
        int written = execute("key", "new", "--out", file.toString());

        // Then
        assertEquals(0, shown);
        assertTrue(out.toString().matches("[0-9a-f]{64}\n"), "64 digits and nothing else");
        assertEquals(1, written);
        assertEquals("in use", Files.readString(file));
    }

    @Test
    void aWrongKeyIsOneLineWithoutTheKey() {
        // Given
        environment.put(VARIABLE, NodeKey.newText(Entropy.system()));
        init("--key", "env:" + VARIABLE);
        String wrong = NodeKey.newText(Entropy.system());
        environment.put(VARIABLE, wrong);

        // When
        int exit = run("card");

        // Then
        assertEquals(1, exit);
        assertTrue(lastError().contains("not the one that the relay's keys are wrapped under"), err::toString);
        assertFalse(err.toString().contains(wrong));
    }

    @Test
    void aKeyInTheRelaysOwnDirectoryIsRefused() {
        // When
        int exit = init("--key", "file:" + root.resolve("node.key"));

        // Then
        assertEquals(1, exit);
        assertTrue(lastError().contains("in the relay's own directory"), err::toString);
    }

    @Test
    void keysMoveOutAndBackAndTheNextStepIsSaid() throws Exception {
        // Given
        init();
        String before = cardOf();
        Path file = temporary.resolve("node.key");
        execute("key", "new", "--out", file.toString());

        // When
        int out1 = run("key move --to file:" + file);
        int notSaid = run("card");
        say("file:" + file);
        String moved = cardOf();
        int back = run("key move --to directory");
        say("directory");

        // Then
        assertEquals(List.of(0, 1, 0), List.of(out1, notSaid, back), err::toString);
        assertTrue(err.toString().contains("say where that is with key in [store]"), err::toString);
        assertEquals(before, moved);
        assertEquals(before, cardOf());
    }

    @Test
    void aPassphraseIsAskedForTwiceWhenItIsChosenAndOnceWhenItIsUsed() {
        // Given
        atTheTerminal();
        typed.addAll(List.of(PASSPHRASE, PASSPHRASE, PASSPHRASE));

        // When
        int made = init("--key", "prompt");
        int used = run("card");

        // Then
        assertEquals(List.of(0, 0), List.of(made, used), err::toString);
        assertTrue(typed.isEmpty());
    }

    @Test
    void aPassphraseThatIsTooShortOrNotRepeatedIsNotTaken() {
        // Given
        atTheTerminal();
        typed.addAll(List.of("short", PASSPHRASE, PASSPHRASE + "s"));

        // When
        int tooShort = init("--key", "prompt");
        int notRepeated = init("--key", "prompt");

        // Then
        assertEquals(List.of(1, 1), List.of(tooShort, notRepeated));
        assertTrue(lastError().contains("not the same"), err::toString);
        assertFalse(Files.exists(root.resolve("relay.toml")));
    }

    @Test
    void withoutAPersonNobodyIsAskedForAPassphrase() {
        // When
        int exit = init("--key", "prompt");

        // Then
        assertEquals(1, exit);
        assertTrue(lastError().contains("nobody is here to type the passphrase"), err::toString);
    }

    private void atTheTerminal() {
        person = Optional.of(new Surroundings.Person() {
            @Override
            public String ask(String question) {
                throw new AssertionError("a secret was asked for in the open");
            }

            @Override
            public Optional<char[]> askSecret(String question) {
                return Optional.of(typed.remove().toCharArray());
            }
        });
    }

    private int init(String... more) {
        List<String> words = new java.util.ArrayList<>(
                List.of("init", "--name", "one.example.org", "--listen", "127.0.0.1:0", "--dir", root.toString()));
        words.addAll(List.of(more));
        return execute(words.toArray(String[]::new));
    }

    private int run(String words) {
        return execute((words + " --dir " + root).split(" ", -1));
    }

    private String cardOf() {
        out.getBuffer().setLength(0);
        assertEquals(0, run("card"), err::toString);
        return out.toString();
    }

    /** As the operator edits the configuration. */
    private void say(String source) throws Exception {
        Path file = root.resolve("relay.toml");
        Files.writeString(file, Files.readString(file).replaceFirst("(?m)^key = .*$", "key = \"" + source + "\""));
    }

    private String lastError() {
        List<String> lines = err.toString().lines().toList();
        return lines.get(lines.size() - 1);
    }

    private int execute(String... words) {
        Surroundings around =
                new Surroundings(new PrintWriter(out, true), new PrintWriter(err, true), person, environment);
        RelayFiles files = new NodeFiles(new NodeKeys(around), Clock.systemUTC(), Entropy.system());
        RelayRunner noRelay = (directory, registry) -> {
            throw new CommandFailure(ExitCode.USER, "no relay in this test");
        };
        String[] args = new String[words.length + 1];
        args[0] = "relay";
        System.arraycopy(words, 0, args, 1, words.length);
        return RelayCommands.line(around, files, noRelay, task -> {}).execute(args);
    }
}
