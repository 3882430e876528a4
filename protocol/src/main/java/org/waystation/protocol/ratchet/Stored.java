package org.waystation.protocol.ratchet;

import com.google.protobuf.ByteString;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.SecretKey32;

/** Keys as they lie in stored messages. */
final class Stored {
    private Stored() {}

    static SecretKey32 key(ByteString bytes) throws CryptoRefused {
        return SecretKey32.copyOf(exactly(SecretKey32.BYTES, bytes));
    }

    static ByteString bytes(SecretKey32 key) {
        return ByteString.copyFrom(key.exposeBytes());
    }

    static byte[] exactly(int length, ByteString bytes) throws CryptoRefused {
        if (bytes.size() != length) {
            throw new CryptoRefused();
        }
        return bytes.toByteArray();
    }

    /** A number that counts messages: never negative. */
    static int count(int number) throws CryptoRefused {
        if (number < 0) {
            throw new CryptoRefused();
        }
        return number;
    }
}
