package org.waystation.ops.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.waystation.ops.config.Quantity;
import org.waystation.ops.node.StatusPage;

/** The status as an operator reads it, in a few lines. */
final class StatusWords {
    private static final long SECONDS_PER_MINUTE = 60;

    private StatusWords() {}

    static List<String> lines(StatusPage page) {
        List<String> lines = new ArrayList<>();
        lines.add("relay " + page.name() + " · " + (page.ready() ? "ready" : "NOT READY") + " · up "
                + time(page.uptimeSeconds()) + " · version " + page.version());
        lines.add("listens on " + page.listen() + " · fingerprint " + page.fingerprint());
        lines.addAll(page.partners().stream().map(StatusWords::partner).toList());
        if (page.partners().isEmpty()) {
            lines.add("no partners: federates with nobody");
        }
        lines.add("disk: " + Quantity.roughly(page.disk().usedBytes()) + " used, "
                + Quantity.roughly(page.disk().freeBytes()) + " free · " + page.connections()
                + (page.connections() == 1 ? " connection" : " connections"));
        page.problems().forEach(problem -> lines.add("PROBLEM: " + problem));
        return lines;
    }

    private static String partner(StatusPage.Partner partner) {
        String waiting = partner.waiting() == 0
                ? "nothing waits"
                : partner.waiting() + " messages wait (" + Quantity.roughly(partner.waitingBytes()) + ")";
        String state = (partner.connected() ? "connected" : "NOT CONNECTED")
                + (partner.trouble().isEmpty() ? "" : " (" + partner.trouble() + ")");
        return "partner " + partner.name() + ": " + state + ", " + waiting;
    }

    static String time(long seconds) {
        Duration duration = Duration.ofSeconds(seconds);
        if (duration.toDays() > 1) {
            return duration.toDays() + " d";
        }
        if (duration.toHours() > 1) {
            return duration.toHours() + " h";
        }
        return seconds >= 2 * SECONDS_PER_MINUTE ? duration.toMinutes() + " min" : seconds + " s";
    }
}
