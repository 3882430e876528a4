package org.waystation.ops.simulation.curious;

import java.util.ArrayList;
import java.util.List;
import org.waystation.ops.simulation.curious.Sighting.Kind;
import org.waystation.ops.simulation.kernel.Timeline;
import org.waystation.ops.simulation.relays.RelayNode;
import org.waystation.ops.simulation.relays.Witness;
import org.waystation.protocol.frame.LinkMessage;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.RelayId;

/**
 * Writes down everything that one relay could: each frame that it gets and sends, as bytes, and each row as it stands before
 * it is sealed for the disk, whether or not it stays there. More than its disk ever holds.
 */
final class Recorder implements Witness {
    private static final byte[] NO_KEY = {};

    private final Timeline time;
    private final List<Sighting> sightings = new ArrayList<>();

    Recorder(Timeline time) {
        this.time = time;
    }

    /** To be called once, before the relay starts. */
    void watchDisk(RelayNode relay) {
        relay.disk().keepJournal((table, key, value) -> add(Kind.ROW, table.name(), key, value));
    }

    List<Sighting> sightings() {
        return sightings;
    }

    private void add(Kind kind, String with, byte[] key, byte[] bytes) {
        sightings.add(new Sighting(time.now(), kind, with, Bytes.copyOf(key), Bytes.copyOf(bytes)));
    }

    @Override
    public void onClientFrame(RelayNode relay, String person, byte[] bytes, ToRelay message) {
        add(Kind.FROM_CLIENT, person, NO_KEY, bytes);
    }

    @Override
    public void onSentToClient(RelayNode relay, String person, byte[] bytes) {
        add(Kind.TO_CLIENT, person, NO_KEY, bytes);
    }

    @Override
    public void onLinkFrame(RelayNode relay, RelayId partner, byte[] bytes, LinkMessage message) {
        add(Kind.FROM_PARTNER, partner.toString(), NO_KEY, bytes);
    }

    @Override
    public void onSentOnLink(RelayNode relay, RelayId partner, byte[] bytes) {
        add(Kind.TO_PARTNER, partner.toString(), NO_KEY, bytes);
    }
}
