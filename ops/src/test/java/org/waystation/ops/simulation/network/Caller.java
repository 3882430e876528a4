package org.waystation.ops.simulation.network;

import org.waystation.ops.simulation.kernel.Life;
import org.waystation.ops.simulation.kernel.Loop;
import org.waystation.protocol.id.Bytes;

/** A process that dials. */
public interface Caller {
    Visitor visitor();

    Life life();

    Loop loop();

    /** The connection is up; {@code pin}: of the key that the other end has shown. */
    Receiver onConnected(End end, Bytes pin);

    /** It did not come about. */
    void onFailed(String why);
}
