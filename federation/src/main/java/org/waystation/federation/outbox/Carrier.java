package org.waystation.federation.outbox;

import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.limits.Lane;

/** A live way to one partner. Safe for any thread; never blocks. */
public interface Carrier {

    /** Requests that the other end takes before it has answered one; at least 1. */
    int window();

    /** Sends a request; the answer comes to the outbox under the same correlation, unless the carrier goes down first. */
    void forward(long correlation, Lane lane, Bytes request);
}
