package org.waystation.ops.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.ops.node.NodeFiles;
import org.waystation.ops.node.NodeKeys;
import org.waystation.ops.node.NodeRunner;
import org.waystation.ops.node.Surroundings;
import org.waystation.protocol.crypto.Entropy;

/** A real relay that is copied, over its real admin listener or after it has stopped. */
final class BackupIT {
    private final Path root;
    private final Path copy;
    private final BlockingQueue<Runnable> stop = new ArrayBlockingQueue<>(1);
    private final StringWriter err = new StringWriter();

    BackupIT(@TempDir Path temporary) {
        root = temporary.resolve("one");
        copy = temporary.resolve("copy");
        assertEquals(0, execute(root, silent(), "init", "--name", "one.example", "--listen", "127.0.0.1:0"));
    }

    @Test
    void aRunningRelayIsCopiedAndTheCopyStartsInItsPlace() throws Exception {
        // Given
        CompletableFuture<Integer> running = start(root);
        StringWriter card = new StringWriter();
        execute(root, new PrintWriter(card), "card");

        // When
        int exit = execute(root, silent(), "backup", copy.toString());
        stop.take().run();
        running.get();

        // Then
        assertEquals(0, exit, err::toString);
        assertFalse(Files.exists(root.resolve("data/checkpoint")));
        CompletableFuture<Integer> again = start(copy);
        StringWriter cardOfCopy = new StringWriter();
        execute(copy, new PrintWriter(cardOfCopy), "card");
        stop.take().run();
        assertEquals(0, again.get());
        assertEquals(card.toString(), cardOfCopy.toString());
    }

    @Test
    void theTokenIsForTheRelaysUserAloneAndGoesWithTheRelay() throws Exception {
        // Given
        Path token = root.resolve("data/admin-token");
        CompletableFuture<Integer> running = start(root);

        // When
        String permissions = PosixFilePermissions.toString(Files.getPosixFilePermissions(token));
        stop.take().run();
        running.get();

        // Then
        assertEquals("rw-------", permissions);
        assertFalse(Files.exists(token));
    }

    @Test
    void aStoppedRelayIsCopiedTooAndNobodyElseMayReadTheCopy() throws Exception {
        // Given
        CompletableFuture<Integer> running = start(root);
        stop.take().run();
        running.get();

        // When
        int exit = execute(root, silent(), "backup", copy.toString());

        // Then
        assertEquals(0, exit, err::toString);
        assertTrue(Files.exists(copy.resolve("data/store/CURRENT")));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)));
    }

    @Test
    void aRelayIsCheckedWhileItDoesNotRun() throws Exception {
        // Given
        CompletableFuture<Integer> running = start(root);

        // When
        int whileItRuns = execute(root, silent(), "check");
        stop.take().run();
        running.get();
        int stopped = execute(root, silent(), "check");

        // Then
        assertEquals(1, whileItRuns);
        assertTrue(err.toString().contains("stop it first"), err::toString);
        assertEquals(0, stopped, err::toString);
    }

    @Test
    void aRelayThatRunsAndDoesNotAnswerIsNotCopied() throws Exception {
        // Given
        CompletableFuture<Integer> running = start(root);
        Files.writeString(root.resolve("data/admin-token"), "of another start");

        // When
        int exit = execute(root, silent(), "backup", copy.toString());
        stop.take().run();
        running.get();

        // Then
        assertEquals(3, exit);
        assertTrue(err.toString().contains("Nothing is left of the copy"), err::toString);
        assertFalse(Files.exists(copy));
    }

    /** Returns when it is ready. */
    private CompletableFuture<Integer> start(Path directory) throws Exception {
        PipedWriter pipe = new PipedWriter();
        BufferedReader lines = new BufferedReader(new PipedReader(pipe));
        CompletableFuture<Integer> running =
                CompletableFuture.supplyAsync(() -> execute(directory, new PrintWriter(pipe, true), "run"));
        assertTrue(lines.readLine().startsWith("ready: "));
        return running;
    }

    private static PrintWriter silent() {
        return new PrintWriter(new StringWriter());
    }

    private int execute(Path directory, PrintWriter out, String... words) {
        Surroundings around = new Surroundings(
                out,
                new PrintWriter(err, true),
                Optional.empty(),
                Map.of("WAYSTATION_RELAY_DIR", directory.toString(), "NO_COLOR", "1"));
        NodeKeys keys = new NodeKeys(around);
        Clock clock = Clock.systemUTC();
        Entropy entropy = Entropy.system();
        String[] args = new String[words.length + 1];
        args[0] = "relay";
        System.arraycopy(words, 0, args, 1, words.length);
        return RelayCommands.line(
                        around, new NodeFiles(keys, clock, entropy), new NodeRunner(keys, clock, entropy), stop::add)
                .execute(args);
    }
}
