package org.waystation.ops.admin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a running relay does for whoever shows its token. Any thread. */
public final class Orders {
    /** A relay that takes none. */
    public static final Orders NONE = new Orders(Map.of(), List.of());

    /** Has the store copied; see {@code RelayServer.checkpoint}. */
    public static final String CHECKPOINT = "/checkpoint";

    /** Has a canary sent to the partner that is named and back; see {@code RelayServer.ping}. */
    public static final String PING = "/ping";

    /** What comes with an order: a name, a fingerprint, little more. */
    static final int MAX_ARGUMENT_BYTES = 1_024;

    private static final Logger LOG = LoggerFactory.getLogger(Orders.class);
    private static final int OK = 200;
    private static final int FORBIDDEN = 403;
    private static final int TOO_LARGE = 413;
    private static final int UNAVAILABLE = 503;

    private final Map<String, Order> byPath;
    private final List<AdminToken> accepted;

    private Orders(Map<String, Order> byPath, List<AdminToken> accepted) {
        this.byPath = byPath;
        this.accepted = accepted;
    }

    /** Something to do. */
    @FunctionalInterface
    public interface Order {
        /**
         * Returns when it is done.
         *
         * @param argument what came with the order; empty if nothing did
         * @return a record, which is answered in JSON
         */
        Object run(String argument) throws IOException;
    }

    /** Something to do that takes nothing and gives nothing. */
    @FunctionalInterface
    public interface Step {
        void run() throws IOException;
    }

    public static Order step(Step step) {
        return argument -> {
            step.run();
            return new Done(true);
        };
    }

    public static Orders of(AdminToken token, Map<String, Order> byPath) {
        return new Orders(Map.copyOf(byPath), List.of(token));
    }

    Optional<Order> find(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    /** @param body what came with the order; not looked at without the token */
    Answer answer(Order order, List<String> authorization, InputStream body) {
        if (authorization.size() != 1 || accepted.stream().noneMatch(token -> token.isShownBy(authorization.get(0)))) {
            return Answer.text(FORBIDDEN, "this takes the token in the relay's data directory");
        }
        try {
            byte[] argument = body.readNBytes(MAX_ARGUMENT_BYTES + 1);
            if (argument.length > MAX_ARGUMENT_BYTES) {
                return Answer.text(TOO_LARGE, "an order takes at most " + MAX_ARGUMENT_BYTES + " bytes");
            }
            return Answer.json(OK, order.run(new String(argument, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            LOG.warn("the operator's wish could not be done: {}", e.getMessage());
            return Answer.text(UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    private record Done(boolean done) {}
}
