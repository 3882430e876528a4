package org.waystation.ops.simulation.curious;

import java.nio.ByteBuffer;
import org.waystation.protocol.id.Bytes;

/**
 * Something that passed through a relay.
 *
 * @param micros when, in microseconds
 * @param with person or partner whose frame it is; for a row, the table
 * @param key of a row; empty for a frame
 * @param bytes a frame with its length prefix, or the value of a row
 */
record Sighting(long micros, Kind kind, String with, Bytes key, Bytes bytes) {
    enum Kind {
        FROM_CLIENT,
        TO_CLIENT,
        FROM_PARTNER,
        TO_PARTNER,
        ROW
    }

    byte[] frame() {
        return bytes.toByteArray();
    }

    /** The key of a row and its value, or a frame. */
    byte[] all() {
        return ByteBuffer.allocate(key.size() + bytes.size())
                .put(key.asReadOnlyBuffer())
                .put(bytes.asReadOnlyBuffer())
                .array();
    }
}
