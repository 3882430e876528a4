package org.waystation.protocol.prekey;

import org.waystation.protocol.crypto.AgreementPublicKey;
import org.waystation.protocol.crypto.CryptoRefused;

/** Public X25519 prekey with its id. One-time ones are not signed; the standing one is. */
public record CurvePrekey(int id, AgreementPublicKey key) {
    /** Reads a one-time prekey as published: the form is checked, there is nothing to verify. */
    public static CurvePrekey decode(byte[] encoded) throws CryptoRefused {
        return PrekeyCodec.curve(encoded);
    }

    byte[][] signedParts() {
        return new byte[][] {PrekeyId.bytes(id), key.bytes()};
    }
}
