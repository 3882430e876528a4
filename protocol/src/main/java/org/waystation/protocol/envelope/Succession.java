package org.waystation.protocol.envelope;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import org.waystation.protocol.crypto.AgreementPublicKey;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.crypto.VerifyingKey;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.limits.Limits;

/**
 * One person's old identity says who it goes on as, and the new one agrees: a new device, without alarm. The new keys are not
 * in here; they are those that the introduction around it has proved, so that nobody can carry somebody else's statement.
 *
 * @param old the keys that the person was known by
 * @param oldSignature 64 bytes, not checked yet
 * @param newSignature 64 bytes, not checked yet
 */
public record Succession(Keys old, Bytes oldSignature, Bytes newSignature) {

    public Succession {
        oldSignature.requireSize(Limits.SIGNATURE_BYTES, "old signature of a succession");
        newSignature.requireSize(Limits.SIGNATURE_BYTES, "new signature of a succession");
    }

    /** The public keys of one identity. */
    public record Keys(VerifyingKey signing, AgreementPublicKey agreement) {}

    /** What either identity signs; the two keys need not be on the same device. 64 bytes. */
    public static Bytes sign(SigningKey oldOrNew, Keys old, Keys next) {
        return Bytes.wrap(oldOrNew.sign(Label.SUCCESSION, parts(old, next)));
    }

    /** Whether both identities have signed this very step. */
    public boolean leadsTo(Keys next) {
        byte[][] parts = parts(old, next);
        return !old.equals(next)
                && old.signing().verify(oldSignature.toByteArray(), Label.SUCCESSION, parts)
                && next.signing().verify(newSignature.toByteArray(), Label.SUCCESSION, parts);
    }

    private static byte[][] parts(Keys old, Keys next) {
        return new byte[][] {
            old.signing().bytes(),
            old.agreement().bytes(),
            next.signing().bytes(),
            next.agreement().bytes()
        };
    }

    /** For storing it; what travels in {@link Content}. */
    public Bytes encode() {
        return Bytes.wrap(toWire().toByteArray());
    }

    /**
     * Reads what {@link #encode()} wrote.
     *
     * @throws ProtocolViolation {@link FaultCode#MALFORMED}
     */
    public static Succession decode(Bytes encoded) throws ProtocolViolation {
        try {
            return ofWire(org.waystation.protocol.wire.Succession.parseFrom(encoded.toByteArray()));
        } catch (InvalidProtocolBufferException | IllegalArgumentException | CryptoRefused malformed) {
            throw new ProtocolViolation(FaultCode.MALFORMED);
        }
    }

    org.waystation.protocol.wire.Succession toWire() {
        return org.waystation.protocol.wire.Succession.newBuilder()
                .setOldSign(ByteString.copyFrom(old.signing().bytes()))
                .setOldAgree(ByteString.copyFrom(old.agreement().bytes()))
                .setOldSignature(ByteString.copyFrom(oldSignature.toByteArray()))
                .setNewSignature(ByteString.copyFrom(newSignature.toByteArray()))
                .build();
    }

    /** @throws IllegalArgumentException for a signature of another length */
    static Succession ofWire(org.waystation.protocol.wire.Succession wire) throws CryptoRefused {
        Keys old = new Keys(
                VerifyingKey.of(wire.getOldSign().toByteArray()),
                AgreementPublicKey.of(wire.getOldAgree().toByteArray()));
        return new Succession(
                old,
                Bytes.wrap(wire.getOldSignature().toByteArray()),
                Bytes.wrap(wire.getNewSignature().toByteArray()));
    }

    @Override
    public String toString() {
        return "Succession[REDACTED]";
    }
}
