package org.waystation.federation.link;

import org.waystation.protocol.frame.LinkMessage;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.RelayId;

/** Made-up relays: a higher number has the larger identity key. */
final class Relays {
    static final int WINDOW = 3;

    private Relays() {}

    static RelayId relay(int number) {
        byte[] id = new byte[RelayId.LENGTH_BYTES];
        id[0] = (byte) number;
        return RelayId.of(id);
    }

    /** What a relay says of itself; {@code start} counts its starts. */
    static LinkMessage.Hello hello(int number, int start) {
        byte[] instance = new byte[LinkMessage.Hello.INSTANCE_BYTES];
        instance[0] = (byte) number;
        instance[1] = (byte) start;
        return new LinkMessage.Hello(1, 1, relay(number), Bytes.wrap(instance), WINDOW, 1_000 + number, 1);
    }
}
