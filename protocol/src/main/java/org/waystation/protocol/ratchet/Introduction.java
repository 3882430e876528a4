package org.waystation.protocol.ratchet;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.OptionalInt;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.Sealed;
import org.waystation.protocol.crypto.SealingKey;
import org.waystation.protocol.crypto.SealingPublicKey;
import org.waystation.protocol.envelope.Padding;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.prekey.PublicIdentity;

/**
 * A stranger's message as it lies at a front door: the handshake and a ratchet message, sealed to the intro key, so that the
 * envelope shows nothing but its size class.
 *
 * <pre>
 * HPKE encapsulation 1120 | encrypted( length 4 | encoded Introduction | zeros up to the class ) | tag 16
 * </pre>
 */
public final class Introduction {
    private static final int MESSAGE_FIELD_BYTES = 1 + 3;

    /** The most that an introduction adds to its ratchet message. */
    public static final int MAX_OVERHEAD_BYTES =
            Sealed.OVERHEAD_BYTES + Padding.OVERHEAD_BYTES + IntroductionHeader.MAX_ENCODED_BYTES + MESSAGE_FIELD_BYTES;

    private static final byte[] NONE = {};

    private final IntroductionHeader header;
    private final byte[] ratchetMessage;

    private Introduction(IntroductionHeader header, byte[] ratchetMessage) {
        this.header = header;
        this.ratchetMessage = ratchetMessage;
    }

    /** The most content that a message in an introduction of this size can hold; negative if there is no room. */
    public static int maxContentBytes(int envelopeBytes) {
        return envelopeBytes - MAX_OVERHEAD_BYTES - Session.OVERHEAD_BYTES;
    }

    static byte[] seal(
            IntroductionHeader header,
            SealingPublicKey introKey,
            byte[] ratchetMessage,
            int envelopeBytes,
            Entropy entropy) {
        byte[] introduction = header.message()
                .setRatchetMessage(ByteString.copyFrom(ratchetMessage))
                .build()
                .toByteArray();
        byte[] padded = Padding.pad(introduction, envelopeBytes - Sealed.OVERHEAD_BYTES);
        return introKey.seal(Label.INTRO_SEAL, NONE, NONE, padded, entropy).bytes();
    }

    /** Opens with the intro key it was sealed to; refuses everything else and a malformed or unvouched content. */
    public static Introduction open(SealingKey introKey, byte[] envelope) throws CryptoRefused {
        byte[] padded = introKey.open(Label.INTRO_SEAL, NONE, NONE, envelope).plaintext();
        try {
            org.waystation.protocol.wire.Introduction message =
                    org.waystation.protocol.wire.Introduction.parseFrom(Padding.unpad(padded));
            return new Introduction(
                    IntroductionHeader.of(message), message.getRatchetMessage().toByteArray());
        } catch (InvalidProtocolBufferException | ProtocolViolation e) {
            throw new CryptoRefused();
        }
    }

    /** Who claims to write; proven only by {@link Session#accept}. */
    public PublicIdentity initiator() {
        return header.initiator();
    }

    /**
     * Names the handshake, 32 bytes: an introduction whose id belongs to a known session is a further message of it and goes to
     * {@link Session#decrypt}; one whose session is gone is a replay.
     */
    public byte[] handshakeId() {
        return header.handshakeId();
    }

    public int signedCurveId() {
        return header.signedCurveId();
    }

    /** Empty if the initiator found no one-time curve prekey. */
    public OptionalInt oneTimeCurveId() {
        return header.oneTimeCurveId() == IntroductionHeader.NO_ONE_TIME_CURVE
                ? OptionalInt.empty()
                : OptionalInt.of(header.oneTimeCurveId());
    }

    public int kemId() {
        return header.kemId();
    }

    /**
     * The initiator's ephemeral key, 32 bytes. Together with the ids of the standing prekeys it must not come twice: of two
     * handshakes with one, only the encapsulated secret would tell the keys apart.
     */
    public byte[] baseKey() {
        return header.ephemeral().bytes();
    }

    /** A copy. */
    public byte[] ratchetMessage() {
        return ratchetMessage.clone();
    }

    IntroductionHeader header() {
        return header;
    }
}
