package org.waystation.protocol.prekey;

import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.SealingPublicKey;
import org.waystation.protocol.limits.Limits;

/**
 * The part of a person's prekeys that stays until it is rotated. Exists only verified: the signatures of the curve prekey and
 * the KEM prekey, and the one over everything, are by the signing key of the identity inside.
 */
public record StandingPrekeys(
        PublicIdentity identity, CurvePrekey signedCurve, KemPrekey lastResort, SealingPublicKey introKey) {
    /** Refuses more than {@link Limits#MAX_STANDING_PREKEYS_BYTES}, malformed keys and any signature that does not hold. */
    public static StandingPrekeys decode(byte[] encoded) throws CryptoRefused {
        return PrekeyCodec.standing(encoded);
    }

    /** What the signature over everything covers, in this order. */
    byte[][] signedParts() {
        return new byte[][] {
            identity.signing().bytes(),
            identity.agreement().bytes(),
            PrekeyId.bytes(signedCurve.id()),
            signedCurve.key().bytes(),
            PrekeyId.bytes(lastResort.id()),
            lastResort.key().bytes(),
            introKey.bytes()
        };
    }
}
