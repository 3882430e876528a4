package org.waystation.ops.cli;

import java.util.List;
import org.waystation.ops.admin.Check;

/** How a relay is, for its operator; the content of {@code /status.json}. Times in seconds. Nothing about a person. */
record StatusPage(
        String name,
        String fingerprint,
        String version,
        boolean ready,
        long uptimeSeconds,
        String listen,
        int clientConnections,
        List<Partner> partners,
        Store store,
        List<Check> checks) {

    StatusPage {
        partners = List.copyOf(partners);
        checks = List.copyOf(checks);
    }

    /** How it stands with one partner. */
    record Partner(String name, String fingerprint, boolean connected, long waiting, long oldestWaitingSeconds) {}

    /** What the relay keeps. */
    record Store(long envelopes, long waiting, long bytes, long freeBytes) {}
}
