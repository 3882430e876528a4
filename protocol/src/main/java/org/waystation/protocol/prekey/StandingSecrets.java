package org.waystation.protocol.prekey;

import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SealingKey;
import org.waystation.protocol.crypto.SecretBytes;

/**
 * Private halves of {@link StandingPrekeys}: the signed prekey, the KEM prekey of last resort and the key that opens
 * introductions. Rotated from time to time; the old ones are kept for a while for introductions under way, then deleted.
 */
public record StandingSecrets(CurvePrekeySecret signedCurve, KemPrekeySecret lastResort, SealingKey introKey) {
    /** Both ids from the caller: KEM ids must not repeat between last-resort and one-time prekeys of a person. */
    public static StandingSecrets generate(int signedCurveId, int lastResortId, Entropy entropy) {
        return new StandingSecrets(
                CurvePrekeySecret.generate(signedCurveId, entropy),
                KemPrekeySecret.generate(lastResortId, entropy),
                SealingKey.generate(entropy));
    }

    /** The public halves, signed: an encoded StandingPrekeys. */
    public byte[] publish(Identity owner) {
        return PrekeyCodec.encode(this, owner);
    }

    /** For storing, encrypted by the caller. */
    public SecretBytes encode() {
        return PrekeyCodec.store(this);
    }

    public static StandingSecrets decode(SecretBytes encoded) throws CryptoRefused {
        return PrekeyCodec.restore(encoded);
    }
}
