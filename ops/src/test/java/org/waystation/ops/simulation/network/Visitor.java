package org.waystation.ops.simulation.network;

import java.util.Optional;
import java.util.function.Predicate;
import org.waystation.protocol.id.Bytes;

/**
 * Who opens a connection, and whom they expect: what a TLS handshake would settle.
 *
 * @param name of the machine
 * @param pin of the TLS key that they show; clients show none
 * @param accepts pins of the other end that are good enough
 */
public record Visitor(String name, Optional<Bytes> pin, Predicate<Bytes> accepts) {
    /** Whether a partner's relay calls; else a client. */
    public boolean isRelay() {
        return pin.isPresent();
    }
}
