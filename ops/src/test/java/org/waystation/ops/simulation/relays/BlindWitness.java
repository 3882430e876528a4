package org.waystation.ops.simulation.relays;

import java.time.Duration;
import org.waystation.protocol.frame.LinkMessage;
import org.waystation.protocol.frame.ToRelay;

/** Looks at nothing: for trying a relay by hand. */
public final class BlindWitness implements Witness {
    @Override
    public void onClientFrame(RelayNode relay, String person, byte[] bytes, ToRelay message) {}

    @Override
    public void onLinkFrame(RelayNode relay, byte[] bytes, LinkMessage message) {}

    @Override
    public void onStarted(RelayNode relay) {}

    @Override
    public void onDied(RelayNode relay, Duration down) {}

    @Override
    public void onNewCard(RelayNode relay) {}
}
