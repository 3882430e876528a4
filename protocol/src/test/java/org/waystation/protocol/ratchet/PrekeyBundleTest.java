package org.waystation.protocol.ratchet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SecretBytes;
import org.waystation.protocol.crypto.SeededEntropy;
import org.waystation.protocol.envelope.Padding;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.prekey.CurvePrekey;
import org.waystation.protocol.prekey.CurvePrekeySecret;
import org.waystation.protocol.prekey.Identity;
import org.waystation.protocol.prekey.KemPrekey;
import org.waystation.protocol.prekey.KemPrekeySecret;
import org.waystation.protocol.prekey.PrekeyBundle;
import org.waystation.protocol.prekey.StandingPrekeys;
import org.waystation.protocol.prekey.StandingSecrets;

class PrekeyBundleTest {
    private static final Entropy ENTROPY = new SeededEntropy(10);
    private static final Person BOJAN = new Person(ENTROPY);
    private static final Person MALLORY = new Person(ENTROPY);

    @Test
    void bundleOfTheLinkedPersonIsReadWithAllItsKeys() throws CryptoRefused {
        // When
        PrekeyBundle bundle = PrekeyBundle.decode(BOJAN.fullBundle(), BOJAN.fingerprint());
        // Then
        assertEquals(BOJAN.identity.publicIdentity(), bundle.identity());
        assertEquals(Optional.of(publicHalf(BOJAN.oneTimeCurve)), bundle.oneTimeCurve());
        assertEquals(publicHalf(BOJAN.oneTimeKem), bundle.kem());
        assertEquals(BOJAN.standing.introKey().publicKey(), bundle.standing().introKey());
    }

    @Test
    void lastResortIsUsedWhenNoOneTimeKemKeyIsLeft() throws CryptoRefused {
        // When
        PrekeyBundle bundle = PrekeyBundle.decode(BOJAN.standingBundle(), BOJAN.fingerprint());
        // Then
        assertEquals(publicHalf(BOJAN.standing.lastResort()), bundle.kem());
        assertEquals(Optional.empty(), bundle.oneTimeCurve());
    }

    @Test
    void bundleOfAnotherPersonIsRefused() throws CryptoRefused {
        // Given
        byte[] valid = MALLORY.fullBundle();
        assertDoesNotThrow(() -> PrekeyBundle.decode(valid, MALLORY.fingerprint()));
        // Then
        assertThrows(CryptoRefused.class, () -> PrekeyBundle.decode(valid, BOJAN.fingerprint()));
    }

    static Stream<Named<Consumer<org.waystation.protocol.wire.PrekeyBundle.Builder>>> tamperings() throws Exception {
        org.waystation.protocol.wire.PrekeyBundle other = parse(MALLORY.fullBundle());
        return Stream.of(
                tampered(
                        "identity signing key",
                        b -> b.getStandingBuilder()
                                .setIdentitySign(other.getStanding().getIdentitySign())),
                tampered(
                        "identity agreement key",
                        b -> b.getStandingBuilder()
                                .setIdentityAgree(other.getStanding().getIdentityAgree())),
                tampered(
                        "signed curve id",
                        b -> b.getStandingBuilder().getSignedCurveBuilder().setId(9)),
                tampered(
                        "signed curve id 0",
                        b -> b.getStandingBuilder().getSignedCurveBuilder().setId(0)),
                tampered(
                        "signed curve key",
                        b -> b.getStandingBuilder()
                                .getSignedCurveBuilder()
                                .setKey(other.getStanding().getSignedCurve().getKey())),
                tampered(
                        "signed curve signature",
                        b -> flip(b.getStandingBuilder().getSignedCurveBuilder())),
                tampered(
                        "signed curve prekey of another",
                        b -> b.getStandingBuilder()
                                .setSignedCurve(other.getStanding().getSignedCurve())),
                tampered("no signed curve prekey", b -> b.getStandingBuilder().clearSignedCurve()),
                tampered(
                        "last resort id",
                        b -> b.getStandingBuilder().getLastResortBuilder().setId(9)),
                tampered(
                        "last resort key",
                        b -> b.getStandingBuilder()
                                .getLastResortBuilder()
                                .setKey(other.getStanding().getLastResort().getKey())),
                tampered(
                        "last resort signature",
                        b -> b.getStandingBuilder()
                                .getLastResortBuilder()
                                .setSignature(
                                        other.getStanding().getLastResort().getSignature())),
                tampered(
                        "one-time KEM prekey as last resort",
                        b -> b.getStandingBuilder().setLastResort(b.getOneTimeKem())),
                tampered("no last resort", b -> b.getStandingBuilder().clearLastResort()),
                tampered(
                        "intro key",
                        b -> b.getStandingBuilder()
                                .setIntroKey(other.getStanding().getIntroKey())),
                tampered("no intro key", b -> b.getStandingBuilder().clearIntroKey()),
                tampered(
                        "signature over all",
                        b -> b.getStandingBuilder()
                                .setSignature(other.getStanding().getSignature())),
                tampered("no signature over all", b -> b.getStandingBuilder().clearSignature()),
                tampered("one-time KEM id", b -> b.getOneTimeKemBuilder().setId(9)),
                tampered(
                        "one-time KEM key",
                        b -> b.getOneTimeKemBuilder()
                                .setKey(other.getOneTimeKem().getKey())),
                tampered(
                        "one-time KEM signature",
                        b -> b.getOneTimeKemBuilder()
                                .setSignature(other.getOneTimeKem().getSignature())),
                tampered(
                        "no one-time KEM signature",
                        b -> b.getOneTimeKemBuilder().clearSignature()),
                tampered("one-time KEM prekey of another", b -> b.setOneTimeKem(other.getOneTimeKem())),
                tampered(
                        "one-time curve id below 0",
                        b -> b.getOneTimeCurveBuilder().setId(-1)),
                tampered(
                        "one-time curve key of low order",
                        b -> b.getOneTimeCurveBuilder().setKey(ByteString.copyFrom(new byte[32]))),
                tampered("no standing part", b -> b.clearStanding()));
    }

    @ParameterizedTest
    @MethodSource("tamperings")
    void tamperedBundleIsRefused(Consumer<org.waystation.protocol.wire.PrekeyBundle.Builder> tampering)
            throws CryptoRefused, InvalidProtocolBufferException {
        // Given
        org.waystation.protocol.wire.PrekeyBundle.Builder bundle = parse(BOJAN.fullBundle()).toBuilder();
        // When
        tampering.accept(bundle);
        // Then
        byte[] encoded = bundle.build().toByteArray();
        assertThrows(CryptoRefused.class, () -> PrekeyBundle.decode(encoded, BOJAN.fingerprint()));
    }

    @Test
    void longestHonestEncodingsFitTheirLimits() throws CryptoRefused {
        // Given
        int longestId = Integer.MAX_VALUE;
        byte[] standing =
                StandingSecrets.generate(longestId, longestId, ENTROPY).publish(BOJAN.identity);
        byte[] kem = KemPrekeySecret.generate(longestId, ENTROPY).publish(BOJAN.identity);
        byte[] curve = CurvePrekeySecret.generate(longestId, ENTROPY).publish();
        // When
        byte[] bundle = Person.bundle(standing, Optional.of(curve), Optional.of(kem));
        // Then
        int answerField = 1 + 3;
        assertTrue(standing.length <= Limits.MAX_STANDING_PREKEYS_BYTES, "standing " + standing.length);
        assertTrue(kem.length <= Limits.MAX_KEM_PREKEY_BYTES, "kem " + kem.length);
        assertTrue(curve.length <= Limits.MAX_CURVE_PREKEY_BYTES, "curve " + curve.length);
        assertTrue(
                bundle.length + answerField + Padding.OVERHEAD_BYTES <= Limits.LONG_ANSWER_BYTES,
                "bundle " + bundle.length);
    }

    @Test
    void bytesThatAreNoBundleAreRefused() {
        assertThrows(CryptoRefused.class, () -> PrekeyBundle.decode(new byte[] {1, 2, 3}, BOJAN.fingerprint()));
        assertThrows(CryptoRefused.class, () -> PrekeyBundle.decode(new byte[0], BOJAN.fingerprint()));
        byte[] noStanding = Person.bundle(new byte[] {1, 2, 3}, Optional.empty(), Optional.empty());
        assertThrows(CryptoRefused.class, () -> PrekeyBundle.decode(noStanding, BOJAN.fingerprint()));
    }

    @Test
    void overlongBundleIsRefusedEvenIfItsSignaturesHold() throws CryptoRefused {
        // Given: an unknown field, which would be ignored, pads a valid bundle.
        byte[] valid = BOJAN.fullBundle();
        byte[] padding = org.waystation.protocol.wire.Redeem.newBuilder()
                .setVoucher(ByteString.copyFrom(new byte[Limits.LONG_ANSWER_BYTES]))
                .build()
                .toByteArray();
        padding[0] = (15 << 3) | 2;
        byte[] padded = Arrays.copyOf(valid, valid.length + padding.length);
        System.arraycopy(padding, 0, padded, valid.length, padding.length);
        // Then
        assertThrows(CryptoRefused.class, () -> PrekeyBundle.decode(padded, BOJAN.fingerprint()));
    }

    @Test
    void publishedPartsAreReadOneByOne() throws CryptoRefused {
        assertEquals(
                BOJAN.identity.publicIdentity(),
                StandingPrekeys.decode(BOJAN.standing.publish(BOJAN.identity)).identity());
        assertEquals(publicHalf(BOJAN.oneTimeCurve), CurvePrekey.decode(BOJAN.oneTimeCurve.publish()));
        byte[] kem = BOJAN.oneTimeKem.publish(BOJAN.identity);
        assertEquals(
                publicHalf(BOJAN.oneTimeKem),
                KemPrekey.decode(kem, BOJAN.identity.publicIdentity().signing()));
        assertThrows(
                CryptoRefused.class,
                () -> KemPrekey.decode(kem, MALLORY.identity.publicIdentity().signing()));
    }

    @Test
    void storedSecretsComeBackAsTheyWere() throws CryptoRefused {
        // When
        Identity identity = Identity.decode(BOJAN.identity.encode());
        StandingSecrets standing = StandingSecrets.decode(BOJAN.standing.encode());
        // Then
        assertEquals(BOJAN.identity.publicIdentity(), identity.publicIdentity());
        assertArrayEquals(BOJAN.standing.publish(BOJAN.identity), standing.publish(identity));
        assertThrows(CryptoRefused.class, () -> Identity.decode(SecretBytes.copyOf(new byte[63])));
        assertThrows(CryptoRefused.class, () -> StandingSecrets.decode(SecretBytes.copyOf(new byte[63])));
        assertThrows(CryptoRefused.class, () -> StandingSecrets.decode(SecretBytes.copyOf(new byte[0])));
    }

    @Test
    void ownPrekeyIdsArePositive() {
        assertThrows(IllegalArgumentException.class, () -> CurvePrekeySecret.generate(0, ENTROPY));
        assertThrows(IllegalArgumentException.class, () -> KemPrekeySecret.generate(-1, ENTROPY));
    }

    private static Named<Consumer<org.waystation.protocol.wire.PrekeyBundle.Builder>> tampered(
            String what, Consumer<org.waystation.protocol.wire.PrekeyBundle.Builder> how) {
        return Named.of(what, how);
    }

    private static void flip(org.waystation.protocol.wire.CurvePrekey.Builder prekey) {
        byte[] signature = prekey.getSignature().toByteArray();
        signature[0] ^= 1;
        prekey.setSignature(ByteString.copyFrom(signature));
    }

    private static org.waystation.protocol.wire.PrekeyBundle parse(byte[] encoded)
            throws InvalidProtocolBufferException {
        return org.waystation.protocol.wire.PrekeyBundle.parseFrom(encoded);
    }

    private static CurvePrekey publicHalf(CurvePrekeySecret secret) {
        return new CurvePrekey(secret.id(), secret.key().publicKey());
    }

    private static KemPrekey publicHalf(KemPrekeySecret secret) {
        return new KemPrekey(secret.id(), secret.key().publicKey());
    }
}
