package org.waystation.ops.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.ops.admin.Check;
import org.waystation.ops.node.PingPage;
import org.waystation.ops.node.RelayDirectory;
import org.waystation.ops.node.RelayRunner;
import org.waystation.ops.node.StatusPage;
import org.waystation.ops.node.Surroundings;
import org.waystation.relay.ping.PingEnd;

/** {@code run} with a relay that only pretends, and {@code status} asking it over the real admin listener. */
final class RunAndStatusIT {
    private static final StatusPage PAGE = new StatusPage(
            "one.example.org",
            "12345",
            "0.1",
            true,
            List.of(),
            7_300,
            "127.0.0.1:7443",
            3,
            List.of(new StatusPage.Partner("two.example.org", false, 4, 20_480, "it does not answer")),
            new StatusPage.Disk(40_960, 5L << 30));

    private final Path root;
    private final BlockingQueue<Runnable> stop = new ArrayBlockingQueue<>(1);
    private final PretendedRelay relay = new PretendedRelay();
    private final StringWriter err = new StringWriter();

    RunAndStatusIT(@TempDir Path temporary) throws IOException {
        root = temporary.resolve("one");
        StringWriter out = new StringWriter();
        assertEquals(0, execute(new PrintWriter(out), "init", "--name", "one.example.org"));
        Files.createDirectories(root.resolve("data"));
    }

    @Test
    void aRunningRelaySaysThatItIsReadyAnswersStatusAndStopsInGoodOrder() throws Exception {
        // Given
        PipedWriter pipe = new PipedWriter();
        BufferedReader lines = new BufferedReader(new PipedReader(pipe));
        CompletableFuture<Integer> running =
                CompletableFuture.supplyAsync(() -> execute(new PrintWriter(pipe, true), "run", "--json"));
        JsonNode ready = JsonMapper.builder().build().readTree(lines.readLine());
        // When
        StringWriter status = new StringWriter();
        int statusExit = execute(new PrintWriter(status), "status");
        stop.take().run();
        // Then
        assertTrue(ready.get("ready").booleanValue(), ready::toString);
        assertEquals("127.0.0.1:7443", ready.get("listen").textValue());
        assertEquals(0, statusExit);
        assertEquals("""
                relay one.example.org · ready · up 2 h · version 0.1
                listens on 127.0.0.1:7443 · fingerprint 12345
                partner two.example.org: NOT CONNECTED (it does not answer), 4 messages wait (20 KiB)
                disk: 40 KiB used, 5120 MiB free · 3 connections
                """, status.toString());
        assertEquals(0, running.get());
        assertTrue(relay.closed);
        assertFalse(Files.exists(root.resolve("data/admin-address")));
    }

    @Test
    void aRelayThatWasKilledIsToldFromOneThatRuns() throws Exception {
        // Given
        Files.writeString(root.resolve("data/admin-address"), "127.0.0.1:1\n");
        // When
        int exit = execute(new PrintWriter(new StringWriter()), "status");
        // Then
        assertEquals(3, exit);
        assertTrue(err.toString().contains("does not run here"), err::toString);
    }

    @Test
    void aTakenAdminPortStopsTheStartWithTheKeyToChange() throws Exception {
        // Given
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path file = root.resolve("relay.toml");
            Files.writeString(
                    file,
                    Files.readString(file).replace("\"127.0.0.1:0\"", "\"127.0.0.1:" + taken.getLocalPort() + "\""));
            // When
            int exit = execute(new PrintWriter(new StringWriter()), "run");
            // Then
            assertEquals(1, exit);
            assertTrue(err.toString().contains("Set admin.address in "), err::toString);
            assertTrue(relay.closed);
        }
    }

    private int execute(PrintWriter out, String... words) {
        Surroundings around = new Surroundings(
                out,
                new PrintWriter(err, true),
                Optional.empty(),
                Map.of("WAYSTATION_RELAY_DIR", root.toString(), "NO_COLOR", "1"));
        String[] args = new String[words.length + 1];
        args[0] = "relay";
        System.arraycopy(words, 0, args, 1, words.length);
        return RelayCommands.line(around, new FakeRelayFiles(), relay, stop::add)
                .execute(args);
    }

    private static final class PretendedRelay implements RelayRunner, RelayRunner.Running {
        private volatile boolean closed;

        @Override
        public Running start(RelayDirectory directory, MetricRegistry registry) {
            return this;
        }

        @Override
        public InetSocketAddress address() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress().getHostAddress(), 7443);
        }

        @Override
        public List<Check> checks() {
            return List.of(new Check("relay", true, true, "serves"));
        }

        @Override
        public StatusPage status() {
            return PAGE;
        }

        @Override
        public void checkpoint() {
            // Nothing to copy.
        }

        @Override
        public PingPage ping(String partner) {
            return new PingPage(partner, "11111", PingEnd.WELL, 0, 43, true, -2L, "", 4);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
