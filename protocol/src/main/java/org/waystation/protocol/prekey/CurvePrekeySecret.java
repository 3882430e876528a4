package org.waystation.protocol.prekey;

import org.waystation.protocol.crypto.AgreementKey;
import org.waystation.protocol.crypto.Entropy;

/** Private X25519 prekey with its id. A one-time one is deleted once an introduction that used it has been read. */
public record CurvePrekeySecret(int id, AgreementKey key) {
    public CurvePrekeySecret {
        PrekeyId.own(id);
    }

    public static CurvePrekeySecret generate(int id, Entropy entropy) {
        return new CurvePrekeySecret(id, AgreementKey.generate(entropy));
    }

    /** The public half as a one-time prekey: an encoded CurvePrekey without signature. */
    public byte[] publish() {
        return PrekeyCodec.encode(publicHalf());
    }

    CurvePrekey publicHalf() {
        return new CurvePrekey(id, key.publicKey());
    }
}
