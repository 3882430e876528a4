package org.waystation.protocol.prekey;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Optional;
import org.waystation.protocol.crypto.AgreementKey;
import org.waystation.protocol.crypto.AgreementPublicKey;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.KemKey;
import org.waystation.protocol.crypto.KemPublicKey;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.SealingKey;
import org.waystation.protocol.crypto.SealingPublicKey;
import org.waystation.protocol.crypto.SecretBytes;
import org.waystation.protocol.crypto.VerifyingKey;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.rekey.Stored;
import org.waystation.protocol.wire.StoredStandingSecrets;

/** Prekeys from and to the messages of sealed.proto; the place where their signatures are checked. */
final class PrekeyCodec {
    private static final int STORED_VERSION = 1;

    private PrekeyCodec() {}

    static byte[] encode(CurvePrekey prekey) {
        return message(prekey).build().toByteArray();
    }

    static byte[] encode(KemPrekey prekey, byte[] signature) {
        return message(prekey, signature).build().toByteArray();
    }

    static byte[] encode(StandingSecrets secrets, Identity owner) {
        CurvePrekey curve = secrets.signedCurve().publicHalf();
        KemPrekey kem = secrets.lastResort().publicHalf();
        StandingPrekeys standing = new StandingPrekeys(
                owner.publicIdentity(), curve, kem, secrets.introKey().publicKey());
        return org.waystation.protocol.wire.StandingPrekeys.newBuilder()
                .setIdentitySign(bytes(standing.identity().signing().bytes()))
                .setIdentityAgree(bytes(standing.identity().agreement().bytes()))
                .setSignedCurve(message(curve).setSignature(bytes(owner.sign(Label.CURVE_PREKEY, curve.signedParts()))))
                .setLastResort(message(kem, owner.sign(Label.KEM_PREKEY, kem.signedParts())))
                .setIntroKey(bytes(standing.introKey().bytes()))
                .setSignature(bytes(owner.sign(Label.STANDING_PREKEYS, standing.signedParts())))
                .build()
                .toByteArray();
    }

    static CurvePrekey curve(byte[] encoded) throws CryptoRefused {
        refuseIf(encoded.length > Limits.MAX_CURVE_PREKEY_BYTES);
        try {
            return curve(org.waystation.protocol.wire.CurvePrekey.parseFrom(encoded));
        } catch (InvalidProtocolBufferException e) {
            throw new CryptoRefused();
        }
    }

    static KemPrekey kem(byte[] encoded, VerifyingKey owner) throws CryptoRefused {
        refuseIf(encoded.length > Limits.MAX_KEM_PREKEY_BYTES);
        try {
            return kem(org.waystation.protocol.wire.KemPrekey.parseFrom(encoded), owner);
        } catch (InvalidProtocolBufferException e) {
            throw new CryptoRefused();
        }
    }

    static StandingPrekeys standing(byte[] encoded) throws CryptoRefused {
        refuseIf(encoded.length > Limits.MAX_STANDING_PREKEYS_BYTES);
        try {
            return standing(org.waystation.protocol.wire.StandingPrekeys.parseFrom(encoded));
        } catch (InvalidProtocolBufferException e) {
            throw new CryptoRefused();
        }
    }

    static PrekeyBundle bundle(byte[] encoded) throws CryptoRefused {
        refuseIf(encoded.length > Limits.LONG_ANSWER_BYTES);
        try {
            org.waystation.protocol.wire.PrekeyBundle message =
                    org.waystation.protocol.wire.PrekeyBundle.parseFrom(encoded);
            StandingPrekeys standing = standing(message.getStanding());
            VerifyingKey owner = standing.identity().signing();
            return new PrekeyBundle(
                    standing,
                    message.hasOneTimeCurve() ? Optional.of(curve(message.getOneTimeCurve())) : Optional.empty(),
                    message.hasOneTimeKem() ? Optional.of(kem(message.getOneTimeKem(), owner)) : Optional.empty());
        } catch (InvalidProtocolBufferException e) {
            throw new CryptoRefused();
        }
    }

    static SecretBytes store(StandingSecrets secrets) {
        return SecretBytes.copyOf(StoredStandingSecrets.newBuilder()
                .setVersion(STORED_VERSION)
                .setSignedCurveId(secrets.signedCurve().id())
                .setSignedCurveScalar(bytes(secrets.signedCurve().key().scalar().exposeBytes()))
                .setLastResortId(secrets.lastResort().id())
                .setLastResortSeed(bytes(secrets.lastResort().key().seed().exposeBytes()))
                .setIntroSeed(bytes(secrets.introKey().seed().exposeBytes()))
                .build()
                .toByteArray());
    }

    static StandingSecrets restore(SecretBytes encoded) throws CryptoRefused {
        try {
            StoredStandingSecrets stored = StoredStandingSecrets.parseFrom(encoded.exposeBytes());
            refuseIf(stored.getVersion() != STORED_VERSION);
            refuseIf(stored.getLastResortSeed().size() != KemKey.SEED_BYTES);
            return new StandingSecrets(
                    new CurvePrekeySecret(
                            PrekeyId.checked(stored.getSignedCurveId()),
                            AgreementKey.fromScalar(Stored.key(stored.getSignedCurveScalar()))),
                    new KemPrekeySecret(
                            PrekeyId.checked(stored.getLastResortId()),
                            KemKey.fromSeed(
                                    KemPrekey.SIZE,
                                    SecretBytes.copyOf(
                                            stored.getLastResortSeed().toByteArray()))),
                    SealingKey.fromSeed(Stored.key(stored.getIntroSeed())));
        } catch (InvalidProtocolBufferException e) {
            throw new CryptoRefused();
        }
    }

    private static StandingPrekeys standing(org.waystation.protocol.wire.StandingPrekeys message) throws CryptoRefused {
        PublicIdentity identity = new PublicIdentity(
                VerifyingKey.of(message.getIdentitySign().toByteArray()),
                AgreementPublicKey.of(message.getIdentityAgree().toByteArray()));
        VerifyingKey owner = identity.signing();
        CurvePrekey curve = curve(message.getSignedCurve());
        refuseUnless(owner.verify(
                message.getSignedCurve().getSignature().toByteArray(), Label.CURVE_PREKEY, curve.signedParts()));
        StandingPrekeys standing = new StandingPrekeys(
                identity,
                curve,
                kem(message.getLastResort(), owner),
                SealingPublicKey.of(message.getIntroKey().toByteArray()));
        refuseUnless(
                owner.verify(message.getSignature().toByteArray(), Label.STANDING_PREKEYS, standing.signedParts()));
        return standing;
    }

    private static CurvePrekey curve(org.waystation.protocol.wire.CurvePrekey message) throws CryptoRefused {
        return new CurvePrekey(
                PrekeyId.checked(message.getId()),
                AgreementPublicKey.of(message.getKey().toByteArray()));
    }

    private static KemPrekey kem(org.waystation.protocol.wire.KemPrekey message, VerifyingKey owner)
            throws CryptoRefused {
        KemPrekey prekey = new KemPrekey(
                PrekeyId.checked(message.getId()),
                KemPublicKey.of(KemPrekey.SIZE, message.getKey().toByteArray()));
        refuseUnless(owner.verify(message.getSignature().toByteArray(), Label.KEM_PREKEY, prekey.signedParts()));
        return prekey;
    }

    private static org.waystation.protocol.wire.CurvePrekey.Builder message(CurvePrekey prekey) {
        return org.waystation.protocol.wire.CurvePrekey.newBuilder()
                .setId(prekey.id())
                .setKey(bytes(prekey.key().bytes()));
    }

    private static org.waystation.protocol.wire.KemPrekey.Builder message(KemPrekey prekey, byte[] signature) {
        return org.waystation.protocol.wire.KemPrekey.newBuilder()
                .setId(prekey.id())
                .setKey(bytes(prekey.key().bytes()))
                .setSignature(bytes(signature));
    }

    private static ByteString bytes(byte[] array) {
        return ByteString.copyFrom(array);
    }

    private static void refuseUnless(boolean holds) throws CryptoRefused {
        refuseIf(!holds);
    }

    private static void refuseIf(boolean bad) throws CryptoRefused {
        if (bad) {
            throw new CryptoRefused();
        }
    }
}
