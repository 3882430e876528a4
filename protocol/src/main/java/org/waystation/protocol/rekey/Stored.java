package org.waystation.protocol.rekey;

import com.google.protobuf.ByteString;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.SecretKey32;

/** Keys and numbers as they lie in stored messages, which only our own vault holds: what is not as it was put there is refused. */
public final class Stored {
    private Stored() {}

    public static SecretKey32 key(ByteString bytes) throws CryptoRefused {
        return SecretKey32.copyOf(exactly(SecretKey32.BYTES, bytes));
    }

    public static ByteString bytes(SecretKey32 key) {
        return ByteString.copyFrom(key.exposeBytes());
    }

    public static byte[] exactly(int length, ByteString bytes) throws CryptoRefused {
        if (bytes.size() != length) {
            throw new CryptoRefused();
        }
        return bytes.toByteArray();
    }

    /** A number that counts messages: never negative. */
    public static int count(int number) throws CryptoRefused {
        if (number < 0) {
            throw new CryptoRefused();
        }
        return number;
    }
}
