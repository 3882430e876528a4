package org.waystation.ops.simulation.network;

import org.waystation.ops.simulation.kernel.Loop;

/** What one side does with a connection. */
public interface End {
    /** Sends one frame with its length prefix; does nothing if the connection is gone. */
    void send(byte[] frame);

    /** Closes once what was sent before is out. */
    void close();

    /** The thread that the connection belongs to on this side. */
    Loop loop();
}
