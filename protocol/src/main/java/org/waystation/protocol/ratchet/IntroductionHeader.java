package org.waystation.protocol.ratchet;

import com.google.protobuf.ByteString;
import org.waystation.protocol.crypto.AgreementPublicKey;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Digest;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.crypto.VerifyingKey;
import org.waystation.protocol.prekey.CurvePrekeySecret;
import org.waystation.protocol.prekey.KemPrekey;
import org.waystation.protocol.prekey.PrekeyId;
import org.waystation.protocol.prekey.PrekeysUsed;
import org.waystation.protocol.prekey.PublicIdentity;

/**
 * What the initiator repeats with every message until the responder has answered. The initiator's signing key has vouched for
 * the agreement key, or this does not exist.
 */
record IntroductionHeader(
        PublicIdentity initiator,
        ByteString voucher,
        AgreementPublicKey ephemeral,
        int signedCurveId,
        int oneTimeCurveId,
        int kemId,
        ByteString kemCiphertext) {
    /** Value of {@link #oneTimeCurveId} when the bundle had no one-time curve prekey. */
    static final int NO_ONE_TIME_CURVE = 0;

    private static final int TAG_BYTES = 1;
    private static final int MAX_ID_BYTES = 5;
    private static final int SHORT_LENGTH_BYTES = 1;
    private static final int LONG_LENGTH_BYTES = 2;

    /** The longest encoding: three keys, three ids, the KEM ciphertext, the signature. */
    static final int MAX_ENCODED_BYTES = 3 * (TAG_BYTES + SHORT_LENGTH_BYTES + VerifyingKey.BYTES)
            + 3 * (TAG_BYTES + MAX_ID_BYTES)
            + (TAG_BYTES + LONG_LENGTH_BYTES + KemPrekey.SIZE.ciphertextBytes())
            + (TAG_BYTES + SHORT_LENGTH_BYTES + SigningKey.SIGNATURE_BYTES);

    static IntroductionHeader of(org.waystation.protocol.wire.Introduction message) throws CryptoRefused {
        PublicIdentity initiator = new PublicIdentity(
                VerifyingKey.of(message.getIdentitySign().toByteArray()),
                AgreementPublicKey.of(message.getIdentityAgree().toByteArray()));
        ByteString voucher = message.getIdentitySignature();
        if (!initiator.vouchesForAgreementKey(voucher.toByteArray())
                || message.getOneTimeCurveId() < NO_ONE_TIME_CURVE) {
            throw new CryptoRefused();
        }
        return new IntroductionHeader(
                initiator,
                voucher,
                AgreementPublicKey.of(message.getEphemeral().toByteArray()),
                PrekeyId.checked(message.getSignedCurveId()),
                message.getOneTimeCurveId(),
                PrekeyId.checked(message.getKemId()),
                ofLength(KemPrekey.SIZE.ciphertextBytes(), message.getKemCiphertext()));
    }

    /** Whether these are the private halves of the prekeys that the initiator has used. */
    boolean names(PrekeysUsed keys) {
        return keys.signedCurve().id() == signedCurveId
                && keys.kem().id() == kemId
                && keys.oneTimeCurve().map(CurvePrekeySecret::id).orElse(NO_ONE_TIME_CURVE) == oneTimeCurveId;
    }

    org.waystation.protocol.wire.Introduction.Builder message() {
        return org.waystation.protocol.wire.Introduction.newBuilder()
                .setIdentitySign(ByteString.copyFrom(initiator.signing().bytes()))
                .setIdentityAgree(ByteString.copyFrom(initiator.agreement().bytes()))
                .setEphemeral(ByteString.copyFrom(ephemeral.bytes()))
                .setSignedCurveId(signedCurveId)
                .setOneTimeCurveId(oneTimeCurveId)
                .setKemId(kemId)
                .setKemCiphertext(kemCiphertext)
                .setIdentitySignature(voucher);
    }

    /** The same for both sides and for every repetition; never for two handshakes. 32 bytes. */
    byte[] handshakeId() {
        return Digest.sha256(
                Label.HANDSHAKE_ID,
                initiator.signing().bytes(),
                initiator.agreement().bytes(),
                ephemeral.bytes(),
                kemCiphertext.toByteArray());
    }

    private static ByteString ofLength(int length, ByteString bytes) throws CryptoRefused {
        if (bytes.size() != length) {
            throw new CryptoRefused();
        }
        return bytes;
    }
}
