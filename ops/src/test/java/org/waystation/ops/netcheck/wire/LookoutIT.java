package org.waystation.ops.netcheck.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Endpoints at which no relay is; what relays answer is seen by the tests of the command. */
class LookoutIT {
    private static final Duration PATIENCE = Duration.ofMillis(300);

    private final Lookout lookout = new Lookout(InstantSource.system(), PATIENCE);

    @AfterEach
    void stop() {
        lookout.close();
    }

    @Test
    void closedPortRefuses() throws Exception {
        // Given
        int port;
        try (ServerSocket closed = listener()) {
            port = closed.getLocalPort();
        }

        // When
        Sight sight = lookout.look("127.0.0.1:" + port);

        // Then
        assertEquals(Optional.of(new Stop(Stop.Step.CONNECTION, "the connection is refused")), sight.stop());
    }

    @Test
    void whoeverSaysNothingIsWaitedForOnlySoLong() throws Exception {
        // Given
        try (ServerSocket silent = listener()) {
            // When
            Sight sight = lookout.look("127.0.0.1:" + silent.getLocalPort());

            // Then
            assertEquals(Stop.Step.TLS, sight.stop().orElseThrow().at());
        }
    }

    @Test
    void anotherServerIsNoRelay() throws Exception {
        // Given
        try (ServerSocket server = listener()) {
            CompletableFuture<Void> answering = CompletableFuture.runAsync(() -> greetInPlainText(server));

            // When
            Sight sight = lookout.look("127.0.0.1:" + server.getLocalPort());

            // Then
            answering.join();
            Stop stop = sight.stop().orElseThrow();
            assertEquals(Stop.Step.TLS, stop.at());
            assertTrue(stop.why().contains("does not shake hands as a relay does"), stop::why);
            assertEquals(Optional.empty(), sight.pin());
        }
    }

    @Test
    void skewIsMeasuredAroundHalfTheRoundTrip() {
        // Given
        Instant asked = Instant.parse("2030-01-01T00:00:00Z");

        // When
        Duration skew = Greeting.skew(asked.getEpochSecond() + 3_601, asked, Duration.ofSeconds(3));

        // Then
        assertEquals(Duration.ofHours(1), skew);
    }

    private static ServerSocket listener() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static void greetInPlainText(ServerSocket server) {
        try (Socket client = server.accept()) {
            client.getOutputStream().write("220 mail.example\r\n".getBytes(StandardCharsets.US_ASCII));
            client.getInputStream().read();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
