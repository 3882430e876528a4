package org.waystation.ops.simulation.relays;

import java.time.Duration;
import org.waystation.protocol.frame.LinkMessage;
import org.waystation.protocol.frame.ToRelay;

/** Sees what reaches the relays and what becomes of them. */
public interface Witness {
    /** A frame of a client has reached its relay. */
    void onClientFrame(RelayNode relay, String person, byte[] bytes, ToRelay message);

    /** A frame of a partner has reached a relay. */
    void onLinkFrame(RelayNode relay, byte[] bytes, LinkMessage message);

    /** A relay's process is about to serve, with its store open. */
    void onStarted(RelayNode relay);

    /** A relay's process has died; it starts again after {@code down}. */
    void onDied(RelayNode relay, Duration down);

    /** A relay has a new card, which its operator will hand to the partners. */
    void onNewCard(RelayNode relay);
}
