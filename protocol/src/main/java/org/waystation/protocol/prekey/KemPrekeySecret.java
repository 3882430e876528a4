package org.waystation.protocol.prekey;

import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.KemKey;
import org.waystation.protocol.crypto.Label;

/** Private ML-KEM-1024 prekey with its id. A one-time one is deleted once an introduction that used it has been read. */
public record KemPrekeySecret(int id, KemKey key) {
    public KemPrekeySecret {
        PrekeyId.own(id);
    }

    public static KemPrekeySecret generate(int id, Entropy entropy) {
        return new KemPrekeySecret(id, KemKey.generate(KemPrekey.SIZE, entropy));
    }

    /** The public half, signed by its owner: an encoded KemPrekey. */
    public byte[] publish(Identity owner) {
        KemPrekey half = publicHalf();
        return PrekeyCodec.encode(half, owner.sign(Label.KEM_PREKEY, half.signedParts()));
    }

    KemPrekey publicHalf() {
        return new KemPrekey(id, key.publicKey());
    }
}
