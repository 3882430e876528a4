package org.waystation.protocol.sealed;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Optional;
import org.waystation.protocol.crypto.Aead;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.Kdf;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.SendToken;

/**
 * The standing prekeys as they lie at a front door: sealed under the link token, because they hold the identity keys of
 * their owner and a relay's disk must not say who exists. The relay keeps only a hash of the token; whoever has the contact
 * link has the token.
 */
public final class SealedStanding {
    private static final byte[] NO_ASSOCIATED_DATA = new byte[0];

    private SealedStanding() {}

    /** What is published: {@value Aead#OVERHEAD_BYTES} bytes longer than the encoded standing prekeys. */
    public static Bytes seal(byte[] standing, SendToken linkToken, Entropy entropy) {
        return Bytes.wrap(Aead.seal(Label.STANDING_SEAL, key(linkToken), NO_ASSOCIATED_DATA, standing, entropy));
    }

    /**
     * The encoded prekey bundle in what a relay has handed out.
     *
     * @throws CryptoRefused if it was not sealed under this token, or is malformed
     */
    public static byte[] openBundle(Bytes opaque, SendToken linkToken) throws CryptoRefused {
        try {
            var wire = org.waystation.protocol.wire.OpaqueBundle.parseFrom(opaque.asReadOnlyBuffer());
            byte[] standing = Aead.open(
                    Label.STANDING_SEAL,
                    key(linkToken),
                    NO_ASSOCIATED_DATA,
                    wire.getSealedStanding().toByteArray());
            return OpaqueBundle.encode(
                            Bytes.wrap(standing),
                            part(wire.getOneTimeCurve().toByteArray()),
                            part(wire.getOneTimeKem().toByteArray()))
                    .toByteArray();
        } catch (InvalidProtocolBufferException malformed) {
            throw new CryptoRefused();
        }
    }

    private static Optional<Bytes> part(byte[] encoded) {
        return encoded.length == 0 ? Optional.empty() : Optional.of(Bytes.wrap(encoded));
    }

    private static SecretKey32 key(SendToken linkToken) {
        return Kdf.key(Label.STANDING_SEAL, SecretKey32.copyOf(linkToken.toByteArray()));
    }
}
