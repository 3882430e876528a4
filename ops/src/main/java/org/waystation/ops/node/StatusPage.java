package org.waystation.ops.node;

import java.util.List;

/**
 * How a relay is, for its operator; the content of {@code /status.json}. Nothing about a person.
 *
 * @param problems why it is not ready, in words
 * @param connections clients and partners connected now
 */
public record StatusPage(
        String name,
        String fingerprint,
        String version,
        boolean ready,
        List<String> problems,
        long uptimeSeconds,
        String listen,
        int connections,
        List<Partner> partners,
        Disk disk) {

    public StatusPage {
        problems = List.copyOf(problems);
        partners = List.copyOf(partners);
    }

    /**
     * How it stands with one partner.
     *
     * @param waiting sealed requests that wait for it
     * @param trouble what keeps requests from leaving or will need a hand, in words; empty if all is well
     */
    public record Partner(String name, boolean connected, long waiting, long waitingBytes, String trouble) {}

    public record Disk(long usedBytes, long freeBytes) {}
}
