package org.waystation.ops.admin;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.waystation.ops.config.HostPort;

/** Asks the admin listener of the relay that runs on a data directory. */
public final class AdminClient {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PATIENCE_WITH_ORDERS = Duration.ofMinutes(5);
    private static final int MAX_BYTES = 1 << 20;
    private static final int OK = 200;

    private final Path data;
    private final HostPort address;

    private AdminClient(Path data, HostPort address) {
        this.data = data;
        this.address = address;
    }

    /** Empty if no relay has started there, or the last one stopped in good order. */
    public static Optional<AdminClient> of(Path data) throws IOException {
        return AdminAddress.in(data).read().map(address -> new AdminClient(data, address));
    }

    /** The content of a page. */
    public String get(String path) throws IOException {
        HttpURLConnection connection = connection(path, PATIENCE);
        try (InputStream in = connection.getInputStream()) {
            return text(in);
        } finally {
            connection.disconnect();
        }
    }

    /** As below, without an argument. */
    public void order(String path) throws IOException {
        order(path, "");
    }

    /**
     * Has the relay carry out one of its {@link Orders}.
     *
     * @param argument what the order is about
     * @return what the relay answers, in JSON
     * @throws IOException if it did not, with what it says
     */
    public String order(String path, String argument) throws IOException {
        AdminToken token = AdminToken.read(data)
                .orElseThrow(() -> new IOException("the relay's token is not there; it is starting or stopping"));
        HttpURLConnection connection = connection(path, PATIENCE_WITH_ORDERS);
        connection.setRequestMethod("POST");
        connection.setRequestProperty("Authorization", token.authorization());
        connection.setRequestProperty("Content-Type", Answer.TEXT);
        connection.setDoOutput(true);
        try {
            connection.getOutputStream().write(argument.getBytes(StandardCharsets.UTF_8));
            if (connection.getResponseCode() != OK) {
                throw new IOException(refusal(connection));
            }
            try (InputStream in = connection.getInputStream()) {
                return text(in);
            }
        } finally {
            connection.disconnect();
        }
    }

    private HttpURLConnection connection(String path, Duration patience) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://" + address + path).toURL().openConnection();
        connection.setConnectTimeout(Math.toIntExact(PATIENCE.toMillis()));
        connection.setReadTimeout(Math.toIntExact(patience.toMillis()));
        return connection;
    }

    private static String refusal(HttpURLConnection connection) throws IOException {
        try (InputStream in = connection.getErrorStream()) {
            return in == null ? "no answer" : text(in).strip();
        }
    }

    private static String text(InputStream in) throws IOException {
        return new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
    }
}
