package org.waystation.ops.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The admin listener. Binds to loopback only, and answers only requests that name this machine as their host, so that a
 * web page elsewhere cannot reach it through the operator's browser. What it does and not only shows takes a token that no
 * page and no other user of the machine has ({@link AdminToken}). Few threads with a short queue; what does not fit
 * waits in the socket's backlog.
 */
public final class AdminServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);
    /** One for a backup, two for pings, which all may take long, and one for whoever asks whether the relay lives. */
    private static final int THREADS = 4;

    private static final int WAITING = 32;
    private static final int BACKLOG = 16;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int MISDIRECTED = 421;
    private static final int OUR_FAULT = 500;

    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final Pages pages;
    private final Orders orders;

    private AdminServer(HttpServer server, ThreadPoolExecutor threads, Pages pages, Orders orders) {
        this.server = server;
        this.threads = threads;
        this.pages = pages;
        this.orders = orders;
    }

    /**
     * Starts answering.
     *
     * @throws IOException if the address is taken
     */
    public static AdminServer start(InetSocketAddress address, NodeView node, Orders orders) throws IOException {
        if (!address.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException("the admin listener must stay on this machine");
        }
        HttpServer server = HttpServer.create(address, BACKLOG);
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                work -> {
                    Thread thread = new Thread(work, "admin-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                },
                // The accepting thread answers itself and takes no more meanwhile; the rest waits in the backlog.
                new ThreadPoolExecutor.CallerRunsPolicy());
        AdminServer admin = new AdminServer(server, threads, new Pages(node), orders);
        server.setExecutor(threads);
        server.createContext("/", admin::handle);
        server.start();
        return admin;
    }

    /** Where it listens, with the port that the system chose. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, answer(exchange));
        }
    }

    private Answer answer(HttpExchange exchange) {
        if (!namesThisMachine(exchange)) {
            return Answer.text(MISDIRECTED, "this listener answers only to the name of this machine, like 127.0.0.1");
        }
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getPath();
        try {
            Optional<Orders.Order> order = orders.find(path).filter(any -> method.equals("POST"));
            if (order.isPresent()) {
                return orders.answer(
                        order.get(),
                        exchange.getRequestHeaders().getOrDefault("Authorization", List.of()),
                        exchange.getRequestBody());
            }
            if (!List.of("GET", "HEAD").contains(method)) {
                return Answer.text(METHOD_NOT_ALLOWED, "this listener only answers GET and HEAD");
            }
            return pages.answer(path);
        } catch (RuntimeException e) {
            LOG.error("an admin page failed", e);
            return Answer.text(OUR_FAULT, "this page failed; the log says why");
        }
    }

    private boolean namesThisMachine(HttpExchange exchange) {
        List<String> hosts = exchange.getRequestHeaders().getOrDefault("Host", List.of());
        return hosts.size() == 1
                && hosts.get(0)
                        .matches("(localhost|127\\.0\\.0\\.1|\\[::1])(:"
                                + address().getPort() + ")?");
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
    }
}
