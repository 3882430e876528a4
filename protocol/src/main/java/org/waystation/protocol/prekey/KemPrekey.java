package org.waystation.protocol.prekey;

import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.KemPublicKey;
import org.waystation.protocol.crypto.KemSize;
import org.waystation.protocol.crypto.VerifyingKey;

/** Public ML-KEM-1024 prekey with its id; exists only with a valid signature of its owner. */
public record KemPrekey(int id, KemPublicKey key) {
    public static final KemSize SIZE = KemSize.ML_KEM_1024;

    /** Reads a one-time prekey as published and verifies its owner's signature. */
    public static KemPrekey decode(byte[] encoded, VerifyingKey owner) throws CryptoRefused {
        return PrekeyCodec.kem(encoded, owner);
    }

    byte[][] signedParts() {
        return new byte[][] {PrekeyId.bytes(id), key.bytes()};
    }
}
