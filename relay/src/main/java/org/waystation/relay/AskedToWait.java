package org.waystation.relay;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.id.RelayId;

/**
 * Which partners have put requests off and taken none since, and why.
 *
 * <p>Confined to the store's thread. Bounded by the roster.
 */
final class AskedToWait {
    private final Map<RelayId, FaultNumber> reasons = new HashMap<>();

    void onTemporary(RelayId partner, FaultNumber reason) {
        reasons.put(partner, reason);
    }

    /** The partner has answered for good, or is not connected any more. */
    void onOver(RelayId partner) {
        reasons.remove(partner);
    }

    void retain(Set<RelayId> partners) {
        reasons.keySet().retainAll(partners);
    }

    /** In words for the operator; empty if the partner takes what it is sent. */
    String words(RelayId partner) {
        FaultNumber reason = reasons.get(partner);
        return reason == null ? "" : "it asks to wait: " + reason.words();
    }
}
