package org.waystation.ops.node;

import static java.util.Objects.requireNonNull;

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

    /** An answer of another version, which lacks what is asked for here, is not understood. */
    public StatusPage {
        requireNonNull(name, "name");
        requireNonNull(fingerprint, "fingerprint");
        requireNonNull(version, "version");
        requireNonNull(listen, "listen");
        requireNonNull(disk, "disk");
        problems = List.copyOf(problems);
        partners = List.copyOf(partners);
    }

    /**
     * How it stands with one partner.
     *
     * @param waiting sealed requests that wait for it
     * @param trouble what keeps requests from leaving or will need a hand, in words; empty if all is well
     */
    public record Partner(String name, boolean connected, long waiting, long waitingBytes, String trouble) {
        public Partner {
            requireNonNull(name, "name");
            requireNonNull(trouble, "trouble");
        }
    }

    public record Disk(long usedBytes, long freeBytes) {}
}
