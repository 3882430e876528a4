package org.waystation.protocol.card;

import java.time.Instant;
import java.util.Arrays;
import org.waystation.protocol.crypto.Digest;
import org.waystation.protocol.crypto.SealingPublicKey;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.limits.Limits;

/** A public key that requests for a relay are sealed to, and the time in which to seal to it. */
public record RoutingKey(SealingPublicKey key, Instant notBefore, Instant notAfter) {

    /** The first 8 bytes of the key's SHA-256: tells the relay which private key opens a request. */
    public Bytes id() {
        return idOf(key);
    }

    /** The id of a key. */
    public static Bytes idOf(SealingPublicKey key) {
        return Bytes.wrap(Arrays.copyOf(Digest.plainSha256(key.bytes()), Limits.ROUTING_KEY_ID_BYTES));
    }

    public boolean isValidAt(Instant now) {
        return !now.isBefore(notBefore) && now.isBefore(notAfter);
    }
}
