package org.waystation.ops.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over a real socket, with requests written by hand: a client library would not send a wrong Host header. */
final class AdminServerIT {
    private volatile List<Check> checks = List.of(new Check("store", true, true, "open"));
    private final AdminToken token = AdminToken.of(new byte[AdminToken.BYTES]);
    private final AtomicInteger checkpoints = new AtomicInteger();
    private AdminServer server;

    AdminServerIT() throws IOException {
        Orders orders = Orders.of(
                token,
                Map.of(
                        Orders.CHECKPOINT,
                        Orders.step(checkpoints::incrementAndGet),
                        "/fails",
                        Orders.step(AdminServerIT::refuse),
                        "/waits",
                        Orders.step(this::waitForRelease),
                        "/echoes",
                        Echo::new));
        server = AdminServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), new Node(), orders);
    }

    @BeforeEach
    void isOnLoopback() {
        assertTrue(server.address().getAddress().isLoopbackAddress());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void livenessTouchesNothing() throws IOException {
        // Given
        checks = List.of(new Check("store", true, false, "gone"));
        // When
        String answer = get("/livez");
        // Then
        assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        assertTrue(answer.endsWith("alive\n"), answer);
    }

    @Test
    void aRelayWhoseCriticalChecksPassIsReady() throws IOException {
        // Given
        checks = List.of(new Check("store", true, true, "open"), new Check("partner", false, false, "away"));
        // When
        String answer = get("/readyz");
        // Then
        assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        assertTrue(
                answer.endsWith("{\"ready\":true,\"checks\":["
                        + "{\"name\":\"store\",\"critical\":true,\"ok\":true,\"words\":\"open\"},"
                        + "{\"name\":\"partner\",\"critical\":false,\"ok\":false,\"words\":\"away\"}]}"),
                answer);
    }

    @Test
    void aRelayWithAFailedCriticalCheckIsNotReady() throws IOException {
        // Given
        checks = List.of(new Check("disk", true, false, "full"));
        // When
        String answer = get("/readyz");
        // Then
        assertTrue(answer.startsWith("HTTP/1.1 503 "), answer);
        assertTrue(answer.contains("\"ready\":false"), answer);
    }

    @Test
    void metricsAndStatusAndIndexAnswer() throws IOException {
        // Given
        String metrics = get("/metrics");
        // When
        String status = get("/status.json");
        // Then
        assertTrue(metrics.contains("Content-type: text/plain; version=0.0.4"), metrics);
        assertTrue(metrics.endsWith("\nrelay_up 1\n"), metrics);
        assertTrue(status.endsWith("{\"relay_name\":\"one\"}"), status);
        assertTrue(get("/").endsWith("\n/\n/healthz\n/livez\n/metrics\n/readyz\n/status.json\n"));
    }

    @Test
    void aForeignHostIsRefusedSoThatWebPagesCannotReachIt() throws IOException {
        // Given
        String request = "GET /metrics HTTP/1.1\r\nHost: evil.example:" + port() + "\r\nConnection: close\r\n\r\n";
        // When
        String answer = send(request);
        // Then
        assertTrue(answer.startsWith("HTTP/1.1 421 "), answer);
    }

    @Test
    void aMissingHostIsRefused() throws IOException {
        // Given
        String request = "GET /metrics HTTP/1.0\r\nConnection: close\r\n\r\n";
        // When
        String answer = send(request);
        // Then
        assertTrue(answer.contains(" 421 "), answer);
    }

    @Test
    void nothingCanBeChangedHere() throws IOException {
        // Given
        String request = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        // When
        String answer = send(request);
        // Then
        assertTrue(answer.startsWith("HTTP/1.1 405 "), answer);
    }

    @Test
    void anOrderIsCarriedOutForWhoeverShowsTheToken() throws IOException {
        // When
        String answer = send(order(Orders.CHECKPOINT, token.authorization()));
        // Then
        assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        assertEquals(1, checkpoints.get());
    }

    @Test
    void anOrderWithoutTheTokenOrWithAnotherIsRefused() throws IOException {
        // Given
        String withoutToken =
                order(Orders.CHECKPOINT, token.authorization()).replaceFirst("Authorization", "X-Nothing");
        // When
        String without = send(withoutToken);
        String wrong = send(order(Orders.CHECKPOINT, token.authorization() + "0"));
        // Then
        assertTrue(without.startsWith("HTTP/1.1 403 "), without);
        assertTrue(wrong.startsWith("HTTP/1.1 403 "), wrong);
        assertEquals(0, checkpoints.get());
    }

    @Test
    void anOrderIsNoPageAndAForeignHostGivesNone() throws IOException {
        // Given
        String order = order(Orders.CHECKPOINT, token.authorization());
        // When
        String asPage = get(Orders.CHECKPOINT);
        String fromElsewhere = send(order.replace("Host: localhost", "Host: evil.example"));
        // Then
        assertTrue(asPage.startsWith("HTTP/1.1 404 "), asPage);
        assertTrue(fromElsewhere.startsWith("HTTP/1.1 421 "), fromElsewhere);
        assertEquals(0, checkpoints.get());
    }

    @Test
    void anOrderThatCannotBeCarriedOutSaysWhy() throws IOException {
        // When
        String answer = send(order("/fails", token.authorization()));
        // Then
        assertTrue(answer.startsWith("HTTP/1.1 503 "), answer);
        assertTrue(answer.endsWith("no room\n"), answer);
    }

    @Test
    void anOrderTakesAnArgumentAndAnswersInJson() throws IOException {
        // When
        String answer = send(order("/echoes", token.authorization(), "two.example"));
        // Then
        assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        assertTrue(answer.contains("Content-type: application/json"), answer);
        assertTrue(answer.endsWith("{\"said_back\":\"two.example\"}"), answer);
    }

    @Test
    void anArgumentThatIsTooLongIsRefused() throws IOException {
        // Given
        String longest = "a".repeat(Orders.MAX_ARGUMENT_BYTES);
        // When
        String fits = send(order("/echoes", token.authorization(), longest));
        String tooLong = send(order("/echoes", token.authorization(), longest + "a"));
        // Then
        assertTrue(fits.startsWith("HTTP/1.1 200 "), fits);
        assertTrue(tooLong.startsWith("HTTP/1.1 413 "), tooLong);
    }

    @Test
    void theOwnClientGivesOrdersAndHearsTheAnswer(@TempDir Path data) throws IOException {
        // Given
        token.write(data);
        AdminAddress.in(data).write(server.address());
        AdminClient client = AdminClient.of(data).orElseThrow();
        // When
        String answer = client.order("/echoes", "two.example");
        // Then
        assertEquals("{\"said_back\":\"two.example\"}", answer);
        assertEquals(
                "no room",
                assertThrows(IOException.class, () -> client.order("/fails")).getMessage());
    }

    @Test
    void aBackupAndTwoPingsLeaveAThreadForWhoeverAsksWhetherTheRelayLives() throws Exception {
        // Given
        CountDownLatch release = new CountDownLatch(1);
        block = release;
        List<CompletableFuture<String>> orders = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            orders.add(CompletableFuture.supplyAsync(
                    () -> sendUnchecked(order("/waits", token.authorization())), task -> new Thread(task).start()));
        }
        for (int i = 0; i < 3; i++) {
            waiting.acquire();
        }
        // When
        String answer = get("/livez");
        // Then
        release.countDown();
        assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        orders.forEach(each -> assertTrue(each.join().startsWith("HTTP/1.1 200 ")));
    }

    private final Semaphore waiting = new Semaphore(0);

    private void waitForRelease() {
        waiting.release();
        await(block);
    }

    private String sendUnchecked(String request) {
        try {
            return send(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Echo(String saidBack) {}

    private static void refuse() throws IOException {
        throw new IOException("no room");
    }

    private static String order(String path, String authorization) {
        return order(path, authorization, "");
    }

    private static String order(String path, String authorization, String argument) {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + authorization
                + "\r\nContent-Length: " + argument.length() + "\r\nConnection: close\r\n\r\n" + argument;
    }

    @Test
    void anUnknownPathSaysWhereTheIndexIs() throws IOException {
        // Given
        String path = "/status";
        // When
        String answer = get(path);
        // Then
        assertTrue(answer.startsWith("HTTP/1.1 404 "), answer);
    }

    @Test
    void aFailingPageAnswersAndTheNextOneWorks() throws IOException {
        // Given
        checks = List.of();
        failStatus = true;
        // When
        String failed = get("/status.json");
        // Then
        assertTrue(failed.startsWith("HTTP/1.1 500 "), failed);
        assertTrue(get("/livez").startsWith("HTTP/1.1 200 "));
    }

    @Test
    void moreRequestsThanFitWaitAndAreAnswered() throws Exception {
        // Given
        CountDownLatch release = new CountDownLatch(1);
        block = release;
        List<Socket> flood = new ArrayList<>();
        for (int i = 0; i < 45; i++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
            socket.getOutputStream().write(request("/status.json").getBytes(StandardCharsets.US_ASCII));
            flood.add(socket);
        }
        // When
        release.countDown();
        // Then
        for (Socket socket : flood) {
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
            socket.close();
        }
    }

    @Test
    void anAddressThatOthersCanReachIsRefused() {
        // Given
        InetSocketAddress everywhere = new InetSocketAddress("0.0.0.0", 0);
        // When
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class, () -> AdminServer.start(everywhere, new Node(), Orders.NONE));
        // Then
        assertEquals("the admin listener must stay on this machine", refusal.getMessage());
    }

    private volatile boolean failStatus;
    private volatile CountDownLatch block = new CountDownLatch(0);

    private int port() {
        return server.address().getPort();
    }

    private String get(String path) throws IOException {
        return send(request(path));
    }

    private String request(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port() + "\r\nConnection: close\r\n\r\n";
    }

    private String send(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
                OutputStream out = socket.getOutputStream();
                InputStream in = socket.getInputStream()) {
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private final class Node implements NodeView {
        @Override
        public List<Check> checks() {
            return checks;
        }

        @Override
        public String metrics() {
            return "# TYPE relay_up gauge\nrelay_up 1\n";
        }

        @Override
        public Object status() {
            await(block);
            if (failStatus) {
                throw new IllegalStateException("as this test wants it");
            }
            return new Status("one");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Status(String relayName) {}
}
