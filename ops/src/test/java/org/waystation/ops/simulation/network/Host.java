package org.waystation.ops.simulation.network;

import java.util.Optional;
import org.waystation.ops.simulation.kernel.Life;
import org.waystation.ops.simulation.kernel.Loop;
import org.waystation.protocol.id.Bytes;

/** A process that listens. */
public interface Host {
    String name();

    Life life();

    /** Pin of the TLS key that it shows. */
    Bytes pin();

    /** A thread for a new connection. */
    Loop newLoop();

    /** The handshake is done; empty: it wants nothing of this visitor. */
    Optional<Receiver> onVisitor(Visitor visitor, End end);
}
