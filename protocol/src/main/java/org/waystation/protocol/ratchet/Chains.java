package org.waystation.protocol.ratchet;

import org.waystation.protocol.crypto.Kdf;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.SecretKey32;

/** One step of a symmetric chain (KDF_CK): HMAC of the chain key over two different labels. */
final class Chains {
    private Chains() {}

    static SecretKey32 messageKey(SecretKey32 chainKey) {
        return Kdf.key(Label.RATCHET_MESSAGE, chainKey);
    }

    static SecretKey32 next(SecretKey32 chainKey) {
        return Kdf.key(Label.RATCHET_CHAIN, chainKey);
    }
}
