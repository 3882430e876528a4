package org.waystation.protocol.sealed;

import java.nio.ByteBuffer;
import org.waystation.protocol.crypto.Aead;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.limits.SizeClass;

/**
 * What the asking client and the answering relay share for one request: exported from its HPKE context (RFC 9180, section
 * 5.3). A request that is carried twice is answered twice under this key, each time with a fresh salt.
 *
 * <pre>
 * sealed reply = salt (16) | padded answer | tag (16)
 * </pre>
 */
public final class ReplyKey {
    private static final int ENCODED_BYTES = SecretKey32.BYTES + Integer.BYTES;
    private static final byte[] NO_ASSOCIATED_DATA = new byte[0];

    private final SecretKey32 key;
    private final SizeClass sizeClass;

    ReplyKey(SecretKey32 key, SizeClass sizeClass) {
        this.key = key;
        this.sizeClass = sizeClass;
    }

    /** The sealed reply, exactly as long as the request's class demands. */
    public Bytes seal(Answer answer, Entropy entropy) {
        byte[] padded = CallCodec.encode(answer, sizeClass.answerBytes());
        return Bytes.wrap(Aead.seal(Label.SEALED_REPLY, key, NO_ASSOCIATED_DATA, padded, entropy));
    }

    /**
     * The answer in a sealed reply.
     *
     * @throws ProtocolViolation {@link FaultCode#REJECTED} if it was not sealed by the relay that could open the request
     */
    public Answer open(Bytes reply) throws ProtocolViolation {
        if (reply.size() != sizeClass.replyBytes()) {
            throw new ProtocolViolation(FaultCode.REJECTED);
        }
        try {
            return CallCodec.decodeAnswer(Aead.open(Label.SEALED_REPLY, key, NO_ASSOCIATED_DATA, reply.toByteArray()));
        } catch (CryptoRefused refused) {
            throw new ProtocolViolation(FaultCode.REJECTED);
        }
    }

    /** For the vault, which keeps it until the reply has come. Secret. */
    public byte[] exposeBytes() {
        return ByteBuffer.allocate(ENCODED_BYTES)
                .putInt(sizeClass.envelopeBytes())
                .put(key.exposeBytes())
                .array();
    }

    /**
     * Reads what {@link #exposeBytes()} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static ReplyKey fromBytes(byte[] encoded) {
        if (encoded.length != ENCODED_BYTES) {
            throw new IllegalArgumentException("a reply key has " + ENCODED_BYTES + " bytes");
        }
        ByteBuffer buffer = ByteBuffer.wrap(encoded);
        SizeClass sizeClass = SizeClass.ofEnvelope(buffer.getInt())
                .orElseThrow(() -> new IllegalArgumentException("a reply key of no size class"));
        byte[] key = new byte[SecretKey32.BYTES];
        buffer.get(key);
        return new ReplyKey(SecretKey32.copyOf(key), sizeClass);
    }

    @Override
    public String toString() {
        return "ReplyKey[REDACTED]";
    }
}
