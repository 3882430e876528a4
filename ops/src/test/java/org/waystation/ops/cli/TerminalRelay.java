package org.waystation.ops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import org.waystation.ops.node.NodeFiles;
import org.waystation.ops.node.NodeKeys;
import org.waystation.ops.node.NodeRunner;
import org.waystation.ops.node.RelayFiles;
import org.waystation.ops.node.Surroundings;
import org.waystation.protocol.crypto.Entropy;

/** A real relay on loopback, run in this process by the commands that its operator types. */
final class TerminalRelay implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    final String name;
    final Path root;
    private final Clock clock;
    private final StringWriter err = new StringWriter();
    private final BlockingQueue<Runnable> stop = new ArrayBlockingQueue<>(1);
    private CompletableFuture<Integer> running = CompletableFuture.completedFuture(0);

    /** What a command answered. */
    record Answer(int exit, String out) {
        JsonNode json() throws IOException {
            return JSON.readTree(out);
        }
    }

    TerminalRelay(Path root, String name, Clock clock) {
        this.root = root;
        this.name = name;
        this.clock = clock;
        type("init", "--name", name, "--listen", "127.0.0.1:0");
    }

    /** Returns when the relay is ready. */
    void run() throws IOException {
        PipedWriter pipe = new PipedWriter();
        BufferedReader lines = new BufferedReader(new PipedReader(pipe));
        running = CompletableFuture.supplyAsync(
                () -> execute(new PrintWriter(pipe, true), "run", "--json"), task -> new Thread(task, name).start());
        if (lines.readLine() == null) {
            throw new IllegalStateException(err.toString());
        }
    }

    void partnerWith(TerminalRelay other) throws IOException {
        add(other);
        other.add(this);
    }

    private void add(TerminalRelay other) throws IOException {
        Path card = root.resolve(other.name + ".card");
        JsonNode answer = other.type("card", "--json").json();
        Files.writeString(card, answer.get("card").textValue());
        type(
                "partner",
                "add",
                card.toString(),
                "--fingerprint",
                answer.get("fingerprint").textValue());
    }

    Answer type(String... words) {
        StringWriter out = new StringWriter();
        int exit = execute(new PrintWriter(out, true), words);
        return new Answer(exit, out.toString());
    }

    String complaints() {
        return err.toString();
    }

    private int execute(PrintWriter out, String... words) {
        Surroundings around = new Surroundings(
                out,
                new PrintWriter(err, true),
                Optional.empty(),
                Map.of("WAYSTATION_RELAY_DIR", root.toString(), "NO_COLOR", "1"));
        NodeKeys keys = new NodeKeys(around);
        RelayFiles files = new NodeFiles(keys, clock, Entropy.system());
        String[] args = new String[words.length + 1];
        args[0] = "relay";
        System.arraycopy(words, 0, args, 1, words.length);
        return RelayCommands.line(around, files, new NodeRunner(keys, clock, Entropy.system()), stop::add)
                .execute(args);
    }

    void halt() {
        Runnable signal = stop.poll();
        if (signal != null) {
            signal.run();
            running.join();
        }
    }

    @Override
    public void close() {
        halt();
    }
}
