package org.waystation.client.verification;

import org.waystation.protocol.crypto.Digest;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.link.VerificationText;

/** What the QR code on the other person's device says about the keys of both. */
public enum Crosswise {
    /** Each knows the other by the key that the other has. */
    MATCHES,
    /** It was this person's own device that showed it, so it says nothing of the other one. */
    OWN_CODE,
    /** They have another key than the one known here: somebody may be in between, or the code is of somebody else. */
    OTHER_KEY,
    /** Their key is the one known here, but they know this person by a key that is not this device's. */
    KNOWS_US_BY_OTHER_KEY;

    /**
     * Takes a time that tells nothing about where two keys differ.
     *
     * @param own fingerprint of whoever holds this device
     * @param theirs fingerprint by which this device knows the other
     */
    public static Crosswise compare(VerificationText scanned, Bytes own, Bytes theirs) {
        if (equal(scanned.own(), own)) {
            return OWN_CODE;
        }
        boolean theirKey = equal(scanned.own(), theirs);
        boolean ourKey = equal(scanned.other(), own);
        if (!theirKey) {
            return OTHER_KEY;
        }
        return ourKey ? MATCHES : KNOWS_US_BY_OTHER_KEY;
    }

    private static boolean equal(Bytes left, Bytes right) {
        return Digest.constantTimeEquals(left.toByteArray(), right.toByteArray());
    }
}
