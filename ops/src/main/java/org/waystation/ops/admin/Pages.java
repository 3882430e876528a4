package org.waystation.ops.admin;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.waystation.ops.metrics.Exposition;

/** Which path answers what. Any thread. */
final class Pages {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;

    private final NodeView node;
    private final Map<String, Supplier<Answer>> paths = new TreeMap<>();

    Pages(NodeView node) {
        this.node = node;
        paths.put("/", this::index);
        // Touches nothing: only a wedged process fails it, so that a full disk is not answered by a restart.
        paths.put("/livez", () -> Answer.text(OK, "alive"));
        paths.put("/healthz", () -> Answer.text(OK, "alive"));
        paths.put("/readyz", this::ready);
        paths.put("/metrics", () -> new Answer(OK, Exposition.CONTENT_TYPE, node.metrics()));
        paths.put("/status.json", () -> Answer.json(OK, node.status()));
    }

    Answer answer(String path) {
        Supplier<Answer> page = paths.get(path);
        return page == null ? Answer.text(NOT_FOUND, "nothing here; / lists what is") : page.get();
    }

    private Answer ready() {
        List<Check> checks = node.checks();
        boolean ready = checks.stream().allMatch(check -> check.ok() || !check.critical());
        return Answer.json(ready ? OK : UNAVAILABLE, new Readiness(ready, checks));
    }

    private Answer index() {
        return Answer.text(OK, String.join("\n", paths.keySet()));
    }

    private record Readiness(boolean ready, List<Check> checks) {}
}
