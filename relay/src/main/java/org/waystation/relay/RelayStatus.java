package org.waystation.relay;

import java.util.List;

/**
 * How a relay is, for its operator: counts only, nobody's traffic.
 *
 * @param ready whether everything it needs works
 * @param problems in words, empty if ready
 * @param connections clients and partners connected now
 */
public record RelayStatus(
        boolean ready, List<String> problems, int connections, long storeTasksWaiting, List<PartnerStatus> partners) {

    /**
     * How one partner is.
     *
     * @param waiting requests that wait for it
     * @param trouble what keeps requests from leaving or will need a hand, in words; empty if all is well
     */
    public record PartnerStatus(String name, boolean linked, long waiting, long waitingBytes, String trouble) {}
}
