package org.waystation.protocol.prekey;

import java.util.Optional;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Digest;
import org.waystation.protocol.limits.Limits;

/**
 * What one asker gets from a front door: the standing part and at most one one-time prekey of each kind. Exists only verified:
 * of the person whom the contact link names, every signature by that person.
 */
public final class PrekeyBundle {
    private final StandingPrekeys standing;
    private final Optional<CurvePrekey> oneTimeCurve;
    private final Optional<KemPrekey> oneTimeKem;

    PrekeyBundle(StandingPrekeys standing, Optional<CurvePrekey> oneTimeCurve, Optional<KemPrekey> oneTimeKem) {
        this.standing = standing;
        this.oneTimeCurve = oneTimeCurve;
        this.oneTimeKem = oneTimeKem;
    }

    /** Refuses more than {@link Limits#LONG_ANSWER_BYTES}, malformed keys, any signature that does not hold, and a person with another fingerprint. */
    public static PrekeyBundle decode(byte[] encoded, byte[] expectedFingerprint) throws CryptoRefused {
        PrekeyBundle bundle = PrekeyCodec.bundle(encoded);
        if (!Digest.constantTimeEquals(bundle.identity().fingerprint(), expectedFingerprint)) {
            throw new CryptoRefused();
        }
        return bundle;
    }

    public PublicIdentity identity() {
        return standing.identity();
    }

    public StandingPrekeys standing() {
        return standing;
    }

    public Optional<CurvePrekey> oneTimeCurve() {
        return oneTimeCurve;
    }

    /** The one-time prekey if there is one, else the last resort. */
    public KemPrekey kem() {
        return oneTimeKem.orElse(standing.lastResort());
    }
}
