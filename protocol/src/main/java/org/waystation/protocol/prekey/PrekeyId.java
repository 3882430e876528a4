package org.waystation.protocol.prekey;

import java.nio.ByteBuffer;
import org.waystation.protocol.crypto.CryptoRefused;

/** Number by which an introduction says which prekey it used; chosen by the owner, never 0 and never negative. */
public final class PrekeyId {
    private PrekeyId() {}

    public static int checked(int received) throws CryptoRefused {
        if (received <= 0) {
            throw new CryptoRefused();
        }
        return received;
    }

    static int own(int chosen) {
        if (chosen <= 0) {
            throw new IllegalArgumentException("id of a prekey must be positive");
        }
        return chosen;
    }

    /** As it is signed: four bytes, big-endian. */
    static byte[] bytes(int id) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(id).array();
    }
}
