package org.waystation.ops.simulation.relays;

import java.time.Duration;
import org.waystation.protocol.frame.LinkMessage;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.RelayId;

/** Sees what reaches the relays, what they send, and what becomes of them. */
public interface Witness {
    /** A frame of a client has reached its relay. */
    default void onClientFrame(RelayNode relay, String person, byte[] bytes, ToRelay message) {}

    /** A frame of a partner has reached a relay. */
    default void onLinkFrame(RelayNode relay, RelayId partner, byte[] bytes, LinkMessage message) {}

    /** A relay sends a frame to a client. */
    default void onSentToClient(RelayNode relay, String person, byte[] bytes) {}

    /** A relay sends a frame to a partner. */
    default void onSentOnLink(RelayNode relay, RelayId partner, byte[] bytes) {}

    /** A relay's process is about to serve, with its store open. */
    default void onStarted(RelayNode relay) {}

    /** A relay's process has died; it starts again after {@code down}. */
    default void onDied(RelayNode relay, Duration down) {}

    /** A relay has a new card, which its operator will hand to the partners. */
    default void onNewCard(RelayNode relay) {}
}
