package org.waystation.protocol.ratchet;

import com.google.protobuf.ByteString;
import java.util.Optional;
import org.waystation.protocol.crypto.AgreementKey;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Digest;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.KemKey;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.Sealed;
import org.waystation.protocol.crypto.SealingKey;
import org.waystation.protocol.crypto.SecretBytes;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.crypto.SeededEntropy;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.envelope.Padding;
import org.waystation.protocol.prekey.CurvePrekeySecret;
import org.waystation.protocol.prekey.Identity;
import org.waystation.protocol.prekey.KemPrekey;
import org.waystation.protocol.prekey.KemPrekeySecret;
import org.waystation.protocol.prekey.PrekeyBundle;
import org.waystation.protocol.prekey.PrekeysUsed;
import org.waystation.protocol.vectors.ScriptedEntropy;
import org.waystation.protocol.vectors.VectorBlock;

/**
 * The two people of a {@code pqxdh} case. What one hands to the other is put together here from bytes, properly signed, so that
 * a peer can be played who hands out a key that is none.
 */
final class VectorPair {
    private static final int SIGNED_CURVE = 7;
    private static final int ONE_TIME_KEM = 8;
    private static final int ONE_TIME_CURVE = 9;
    private static final int LAST_RESORT = 10;
    private static final int INTRODUCTION_BYTES = 16_384;

    private final VectorBlock block;
    private final KemKey kem;
    private final KemKey lastResort = KemKey.generate(KemPrekey.SIZE, new SeededEntropy(1));
    private final SealingKey introKey = SealingKey.generate(new SeededEntropy(2));

    VectorPair(VectorBlock block) {
        this.block = block;
        this.kem = KemKey.fromSeed(KemPrekey.SIZE, SecretBytes.copyOf(block.bytes("kem_seed")));
    }

    AgreementKey curve(String name) {
        return AgreementKey.fromScalar(StepVectors.key(block, name + "_private"));
    }

    KemKey kem() {
        return kem;
    }

    boolean hasOneTime() {
        return block.word("one-time key").equals("yes");
    }

    Identity a() throws CryptoRefused {
        return identity("a");
    }

    Identity b() throws CryptoRefused {
        return identity("b");
    }

    private Identity identity(String who) throws CryptoRefused {
        return Identity.decode(
                SecretBytes.copyOf(join(block.bytes(who + "_sign_private"), block.bytes(who + "_agree_private"))));
    }

    private static byte[] join(byte[] first, byte[] second) {
        return ByteString.copyFrom(first).concat(ByteString.copyFrom(second)).toByteArray();
    }

    /** What A reads of B, whose public keys are those of {@code shown}. */
    PrekeyBundle bundle(VectorBlock shown) throws CryptoRefused {
        byte[] sign = shown.bytes("b_sign_public");
        byte[] agree = shown.bytes("b_agree_public");
        org.waystation.protocol.wire.PrekeyBundle.Builder bundle =
                org.waystation.protocol.wire.PrekeyBundle.newBuilder()
                        .setStanding(standing(sign, agree, shown.bytes("b_signed_public")))
                        .setOneTimeKem(kemPrekey(ONE_TIME_KEM, kem));
        if (shown.has("b_one_time_public")) {
            bundle.setOneTimeCurve(curvePrekey(ONE_TIME_CURVE, shown.bytes("b_one_time_public")));
        }
        return PrekeyBundle.decode(bundle.build().toByteArray(), Digest.sha256(Label.PERSON_FINGERPRINT, sign, agree));
    }

    private org.waystation.protocol.wire.StandingPrekeys standing(byte[] sign, byte[] agree, byte[] signed) {
        byte[] intro = introKey.publicKey().bytes();
        byte[] signature = signByB(
                Label.STANDING_PREKEYS,
                sign,
                agree,
                Person.signedId(SIGNED_CURVE),
                signed,
                Person.signedId(LAST_RESORT),
                lastResort.publicKey().bytes(),
                intro);
        byte[] ofCurve = signByB(Label.CURVE_PREKEY, Person.signedId(SIGNED_CURVE), signed);
        return org.waystation.protocol.wire.StandingPrekeys.newBuilder()
                .setIdentitySign(ByteString.copyFrom(sign))
                .setIdentityAgree(ByteString.copyFrom(agree))
                .setSignedCurve(curvePrekey(SIGNED_CURVE, signed).setSignature(ByteString.copyFrom(ofCurve)))
                .setLastResort(kemPrekey(LAST_RESORT, lastResort))
                .setIntroKey(ByteString.copyFrom(intro))
                .setSignature(ByteString.copyFrom(signature))
                .build();
    }

    private byte[] signByB(Label label, byte[]... parts) {
        return SigningKey.fromSeed(StepVectors.key(block, "b_sign_private")).sign(label, parts);
    }

    private static org.waystation.protocol.wire.CurvePrekey.Builder curvePrekey(int id, byte[] key) {
        return org.waystation.protocol.wire.CurvePrekey.newBuilder().setId(id).setKey(ByteString.copyFrom(key));
    }

    private org.waystation.protocol.wire.KemPrekey.Builder kemPrekey(int id, KemKey key) {
        byte[] bytes = key.publicKey().bytes();
        byte[] signature = signByB(Label.KEM_PREKEY, Person.signedId(id), bytes);
        return org.waystation.protocol.wire.KemPrekey.newBuilder()
                .setId(id)
                .setKey(ByteString.copyFrom(bytes))
                .setSignature(ByteString.copyFrom(signature));
    }

    /** What B reads of A, whose public keys are those of {@code shown}, with that ratchet message inside. */
    Introduction introduction(VectorBlock shown, byte[] message) throws CryptoRefused {
        byte[] agree = shown.bytes("a_agree_public");
        byte[] voucher =
                SigningKey.fromSeed(StepVectors.key(block, "a_sign_private")).sign(Label.IDENTITY, agree);
        byte[] encoded = org.waystation.protocol.wire.Introduction.newBuilder()
                .setIdentitySign(ByteString.copyFrom(shown.bytes("a_sign_public")))
                .setIdentityAgree(ByteString.copyFrom(agree))
                .setIdentitySignature(ByteString.copyFrom(voucher))
                .setEphemeral(ByteString.copyFrom(shown.bytes("a_ephemeral_public")))
                .setSignedCurveId(SIGNED_CURVE)
                .setOneTimeCurveId(shown.has("b_one_time_public") ? ONE_TIME_CURVE : 0)
                .setKemId(ONE_TIME_KEM)
                .setKemCiphertext(ByteString.copyFrom(block.bytes("kem_ciphertext")))
                .setRatchetMessage(ByteString.copyFrom(message))
                .build()
                .toByteArray();
        return Introduction.open(introKey, sealed(encoded));
    }

    private byte[] sealed(byte[] introduction) {
        byte[] none = {};
        byte[] padded = Padding.pad(introduction, INTRODUCTION_BYTES - Sealed.OVERHEAD_BYTES);
        return introKey.publicKey()
                .seal(Label.INTRO_SEAL, none, none, padded, new SeededEntropy(3))
                .bytes();
    }

    PrekeysUsed prekeys() {
        return new PrekeysUsed(
                new CurvePrekeySecret(SIGNED_CURVE, curve("b_signed")),
                hasOneTime()
                        ? Optional.of(new CurvePrekeySecret(ONE_TIME_CURVE, curve("b_one_time")))
                        : Optional.empty(),
                new KemPrekeySecret(ONE_TIME_KEM, kem));
    }

    /** A's session, with its first ratchet key. */
    Session initiate(SecretKey32 ratchetKey) throws CryptoRefused {
        return Session.initiate(
                a(),
                bundle(block),
                ScriptedEntropy.of(
                        block.bytes("a_ephemeral_private"), block.bytes("kem_message"), ratchetKey.exposeBytes()));
    }

    /** B's session, with A's first message. */
    Decryption.Decrypted accept(byte[] message, Entropy entropy) throws CryptoRefused {
        return Session.accept(b(), prekeys(), introduction(block, message), entropy);
    }

    VectorBlock block() {
        return block;
    }
}
