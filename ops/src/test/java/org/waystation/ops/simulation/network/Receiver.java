package org.waystation.ops.simulation.network;

/** One end of a connection as the program behind it sees it. */
public interface Receiver {
    /** One frame with its length prefix. */
    void onBytes(byte[] frame);

    /** The connection is gone. Called once. */
    void onClosed();
}
