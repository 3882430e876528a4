package org.waystation.ops.admin;

import java.io.IOException;
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

    private static final Logger LOG = LoggerFactory.getLogger(Orders.class);
    private static final int OK = 200;
    private static final int FORBIDDEN = 403;
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
        /** Returns when it is done. */
        void run() throws IOException;
    }

    public static Orders of(AdminToken token, Map<String, Order> byPath) {
        return new Orders(Map.copyOf(byPath), List.of(token));
    }

    Optional<Order> find(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    Answer answer(Order order, List<String> authorization) {
        if (authorization.size() != 1 || accepted.stream().noneMatch(token -> token.isShownBy(authorization.get(0)))) {
            return Answer.text(FORBIDDEN, "this takes the token in the relay's data directory");
        }
        try {
            order.run();
            return Answer.text(OK, "done");
        } catch (IOException e) {
            LOG.warn("the operator's wish could not be done: {}", e.getMessage());
            return Answer.text(UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }
}
