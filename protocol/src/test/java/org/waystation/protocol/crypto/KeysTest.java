package org.waystation.protocol.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
    private static final HexFormat HEX = HexFormat.of();

    private final Entropy entropy = new SeededEntropy(1);

    /** RFC 8032, 7.1, test 2. */
    @Test
    void signatureIsTheOneOfTheRfc() {
        // Given
        SigningKey key = SigningKey.fromSeed(
                SecretKey32.copyOf(HEX.parseHex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")));
        // When
        byte[] signature = key.signPlain(HEX.parseHex("72"));
        // Then
        assertEquals(
                "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
                HEX.formatHex(key.verifyingKey().bytes()));
        assertEquals(
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                        + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
                HEX.formatHex(signature));
        assertTrue(key.verifyingKey().verifyPlain(signature, HEX.parseHex("72")));
    }

    /** RFC 7748, 6.1. */
    @Test
    void agreementIsTheOneOfTheRfc() throws CryptoRefused {
        // Given
        AgreementKey alice = AgreementKey.fromScalar(
                SecretKey32.copyOf(HEX.parseHex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a")));
        AgreementKey bob = AgreementKey.fromScalar(
                SecretKey32.copyOf(HEX.parseHex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb")));
        // When
        SecretKey32 shared = alice.agree(bob.publicKey());
        // Then
        assertEquals(bob.agree(alice.publicKey()), shared);
        assertEquals(
                "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742",
                HEX.formatHex(shared.exposeBytes()));
    }

    @Test
    void signatureHoldsForItsLabelAndPartsOnly() {
        // Given
        SigningKey key = SigningKey.generate(entropy);
        byte[] ab = {1, 2};
        byte[] c = {3};
        byte[] a = {1};
        byte[] bc = {2, 3};
        // When
        byte[] signature = key.sign(Label.LOGIN, ab, c);
        // Then
        VerifyingKey verifying = key.verifyingKey();
        assertTrue(verifying.verify(signature, Label.LOGIN, ab, c));
        assertFalse(verifying.verify(signature, Label.REDEEM, ab, c));
        assertFalse(verifying.verify(signature, Label.LOGIN, a, bc));
        assertFalse(verifying.verify(signature, Label.LOGIN, ab, c, new byte[0]));
        assertFalse(verifying.verify(Arrays.copyOf(signature, 63), Label.LOGIN, ab, c));
        assertFalse(SigningKey.generate(entropy).verifyingKey().verify(signature, Label.LOGIN, ab, c));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0200000000000000000000000000000000000000000000000000000000000000",
                "00"
            })
    void verifyingKeyThatIsNoPointOfThePrimeOrderGroupIsRefused(String hex) {
        assertThrows(CryptoRefused.class, () -> VerifyingKey.of(HEX.parseHex(hex)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0900000000000000000000000000000000000000000000000000000000000080",
                "09"
            })
    void agreementKeyOfLowOrderOrNotCanonicalIsRefused(String hex) {
        assertThrows(CryptoRefused.class, () -> AgreementPublicKey.of(HEX.parseHex(hex)));
    }

    @Test
    void highestCanonicalAgreementKeyIsAccepted() throws CryptoRefused {
        // Given
        BigInteger highest = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(21));
        byte[] bytes = org.bouncycastle.util.Arrays.reverse(highest.toByteArray());
        // When
        AgreementPublicKey key = AgreementPublicKey.of(bytes);
        // Then
        assertArrayEquals(bytes, key.bytes());
    }

    @ParameterizedTest
    @EnumSource
    void kemSecretIsSharedAndACiphertextOfAnotherLengthIsRefused(KemSize size) throws CryptoRefused {
        // Given
        KemKey key = KemKey.generate(size, entropy);
        KemPublicKey received = KemPublicKey.of(size, key.publicKey().bytes());
        // When
        Encapsulation encapsulation = received.encapsulate(entropy);
        // Then
        assertEquals(size.ciphertextBytes(), encapsulation.ciphertext().length);
        assertEquals(key.decapsulate(encapsulation.ciphertext()), encapsulation.secret());
        assertThrows(CryptoRefused.class, () -> key.decapsulate(new byte[size.ciphertextBytes() - 1]));
    }

    @ParameterizedTest
    @EnumSource
    void kemKeyAboveTheModulusOrOfAnotherLengthIsRefused(KemSize size) {
        // Given
        byte[] overflowing = KemKey.generate(size, entropy).publicKey().bytes();
        overflowing[0] = (byte) 0xff;
        overflowing[1] |= 0x0f;
        // Then
        assertThrows(CryptoRefused.class, () -> KemPublicKey.of(size, overflowing));
        assertThrows(CryptoRefused.class, () -> KemPublicKey.of(size, new byte[size.publicKeyBytes() + 1]));
    }

    @Test
    void keysFromTheSameSeedAreTheSameKey() throws CryptoRefused {
        // Given
        SigningKey signing = SigningKey.generate(entropy);
        AgreementKey agreement = AgreementKey.generate(entropy);
        KemKey kem = KemKey.generate(KemSize.ML_KEM_768, entropy);
        SealingKey sealing = SealingKey.generate(entropy);
        // Then
        assertEquals(signing.verifyingKey(), SigningKey.fromSeed(signing.seed()).verifyingKey());
        assertEquals(
                agreement.publicKey(),
                AgreementKey.fromScalar(agreement.scalar()).publicKey());
        assertEquals(
                kem.publicKey(), KemKey.fromSeed(KemSize.ML_KEM_768, kem.seed()).publicKey());
        assertEquals(sealing.publicKey(), SealingKey.fromSeed(sealing.seed()).publicKey());
        assertEquals(
                sealing.publicKey(), SealingPublicKey.of(sealing.publicKey().bytes()));
        assertEquals(
                signing.verifyingKey(), VerifyingKey.of(signing.verifyingKey().bytes()));
    }

    @Test
    void noSecretIsPrinted() {
        // Given
        SecretKey32 secret = SecretKey32.copyOf(new byte[32]);
        // Then
        assertEquals("SecretKey32[redacted]", secret.toString());
        assertEquals("SigningKey[redacted]", SigningKey.fromSeed(secret).toString());
        assertEquals("AgreementKey[redacted]", AgreementKey.fromScalar(secret).toString());
        assertEquals("SealingKey[redacted]", SealingKey.fromSeed(secret).toString());
        assertEquals("SecretBytes[redacted]", SecretBytes.copyOf(new byte[1]).toString());
    }

    @Test
    void destroyedSecretIsWipedAndOfNoUse() {
        // Given
        byte[] bytes = entropy.bytes(32);
        SecretKey32 secret = SecretKey32.wrap(bytes);
        // When
        secret.destroy();
        // Then
        assertArrayEquals(new byte[32], bytes);
        assertTrue(secret.isDestroyed());
        assertThrows(IllegalStateException.class, secret::exposeBytes);
    }

    @Test
    void secretsAreComparedByContent() {
        assertEquals(SecretKey32.copyOf(new byte[32]), SecretKey32.copyOf(new byte[32]));
        assertNotEquals(SecretKey32.copyOf(new byte[32]), SecretKey32.random(entropy));
        assertThrows(IllegalArgumentException.class, () -> SecretKey32.copyOf(new byte[31]));
    }
}
