package org.waystation.ops.simulation.loading;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.waystation.protocol.crypto.AgreementKey;
import org.waystation.protocol.crypto.AgreementPublicKey;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Encapsulation;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.KemKey;
import org.waystation.protocol.crypto.KemPublicKey;
import org.waystation.protocol.crypto.KemSize;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.Opened;
import org.waystation.protocol.crypto.Sealed;
import org.waystation.protocol.crypto.SealingKey;
import org.waystation.protocol.crypto.SealingPublicKey;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.crypto.VerifyingKey;

/** What the rest of the program relies on; real cryptography and its stand-in must both keep it. Loaded with either. */
public final class CryptoPromises implements Supplier<Stream<DynamicTest>> {
    /** Steps over the bits of long byte strings; prime, so that every position in a byte has its turn. */
    private static final int STRIDE = 101;

    private static final KemSize SIZE = KemSize.ML_KEM_768;
    private static final byte[] MESSAGE = {1, 2, 3, 4, 5, 6, 7, 8};
    private static final byte[] INFO = {9};
    private static final byte[] ASSOCIATED = {10, 11};

    private final Entropy entropy = new Random(1)::nextBytes;

    @Override
    public Stream<DynamicTest> get() {
        return Stream.of(
                dynamicTest("a signature fits one key, one label and one message", this::signaturesFitOnce),
                dynamicTest("any changed bit makes a signature worthless", this::changedSignaturesFail),
                dynamicTest("two ends agree on the same, and a third on something else", this::endsAgree),
                dynamicTest("a secret comes out of its capsule, and another out of a changed one", this::capsules),
                dynamicTest("what was sealed opens, with the same exporter", this::sealedOpens),
                dynamicTest("any changed bit of what was sealed is refused", this::changedSealsAreRefused),
                dynamicTest("keys come back from their bytes and seeds", this::keysComeBack),
                dynamicTest("wrong lengths are refused", this::wrongLengthsAreRefused),
                dynamicTest("keys that cannot be are refused", this::zerosAreRefused),
                dynamicTest("randomness is taken in the same portions", this::randomnessInPortions));
    }

    private void signaturesFitOnce() {
        // Given
        SigningKey key = SigningKey.generate(entropy);

        // When
        byte[] signature = key.sign(Label.LOGIN, MESSAGE);

        // Then
        assertEquals(SigningKey.SIGNATURE_BYTES, signature.length);
        assertArrayEquals(signature, key.sign(Label.LOGIN, MESSAGE));
        assertTrue(key.verifyingKey().verify(signature, Label.LOGIN, MESSAGE));
        assertFalse(key.verifyingKey().verify(signature, Label.ATTACH, MESSAGE));
        assertFalse(SigningKey.generate(entropy).verifyingKey().verify(signature, Label.LOGIN, MESSAGE));
    }

    private void changedSignaturesFail() {
        // Given
        SigningKey key = SigningKey.generate(entropy);
        VerifyingKey verifying = key.verifyingKey();

        // When
        byte[] signature = key.sign(Label.LOGIN, MESSAGE);

        // Then
        flips(signature, 1).forEach(each -> assertFalse(verifying.verify(each, Label.LOGIN, MESSAGE)));
        flips(MESSAGE, 1).forEach(each -> assertFalse(verifying.verify(signature, Label.LOGIN, each)));
        flips(verifying.bytes(), 1).forEach(each -> assertFalse(verifies(each, signature)));
    }

    private static boolean verifies(byte[] key, byte[] signature) {
        try {
            return VerifyingKey.of(key).verify(signature, Label.LOGIN, MESSAGE);
        } catch (CryptoRefused e) {
            return false;
        }
    }

    private void endsAgree() throws CryptoRefused {
        // Given
        AgreementKey ana = AgreementKey.generate(entropy);
        AgreementKey bojan = AgreementKey.generate(entropy);
        AgreementKey third = AgreementKey.generate(entropy);

        // When
        SecretKey32 shared = ana.agree(bojan.publicKey());

        // Then
        assertEquals(shared, bojan.agree(ana.publicKey()));
        assertNotEquals(shared, third.agree(ana.publicKey()));
        assertNotEquals(shared, third.agree(bojan.publicKey()));
    }

    private void capsules() throws CryptoRefused {
        // Given
        KemKey key = KemKey.generate(SIZE, entropy);

        // When
        Encapsulation made = key.publicKey().encapsulate(entropy);

        // Then
        assertEquals(SIZE.ciphertextBytes(), made.ciphertext().length);
        assertEquals(made.secret(), key.decapsulate(made.ciphertext()));
        assertNotEquals(made.secret(), KemKey.generate(SIZE, entropy).decapsulate(made.ciphertext()));
        assertNotEquals(made.secret(), key.publicKey().encapsulate(entropy).secret());
        for (byte[] changed : flips(made.ciphertext(), STRIDE)) {
            assertNotEquals(made.secret(), key.decapsulate(changed));
        }
    }

    private void sealedOpens() throws CryptoRefused {
        // Given
        SealingKey key = SealingKey.generate(entropy);

        // When
        Sealed sealed = key.publicKey().seal(Label.SEALED_REQUEST, INFO, ASSOCIATED, MESSAGE, entropy);

        // Then
        Opened opened = key.open(Label.SEALED_REQUEST, INFO, ASSOCIATED, sealed.bytes());
        assertArrayEquals(MESSAGE, opened.plaintext());
        assertEquals(MESSAGE.length + Sealed.OVERHEAD_BYTES, sealed.bytes().length);
        assertEquals(
                sealed.exporter().exportKey(Label.SEALED_REPLY),
                opened.exporter().exportKey(Label.SEALED_REPLY));
    }

    private void changedSealsAreRefused() {
        // Given
        SealingKey key = SealingKey.generate(entropy);

        // When
        byte[] sealed = key.publicKey()
                .seal(Label.SEALED_REQUEST, INFO, ASSOCIATED, MESSAGE, entropy)
                .bytes();

        // Then
        for (byte[] changed : flips(sealed, STRIDE)) {
            refused(() -> key.open(Label.SEALED_REQUEST, INFO, ASSOCIATED, changed));
        }
        refused(() -> key.open(Label.INTRO_SEAL, INFO, ASSOCIATED, sealed));
        refused(() -> key.open(Label.SEALED_REQUEST, ASSOCIATED, ASSOCIATED, sealed));
        refused(() -> key.open(Label.SEALED_REQUEST, INFO, INFO, sealed));
        refused(() -> SealingKey.generate(entropy).open(Label.SEALED_REQUEST, INFO, ASSOCIATED, sealed));
        refused(() -> key.open(Label.SEALED_REQUEST, INFO, ASSOCIATED, new byte[Sealed.OVERHEAD_BYTES - 1]));
    }

    private void keysComeBack() throws CryptoRefused {
        // Given
        SigningKey signing = SigningKey.generate(entropy);
        AgreementKey agreement = AgreementKey.generate(entropy);
        KemKey kem = KemKey.generate(SIZE, entropy);
        SealingKey sealing = SealingKey.generate(entropy);

        // When
        VerifyingKey verifying = SigningKey.fromSeed(signing.seed()).verifyingKey();
        AgreementPublicKey agreementPublic =
                AgreementKey.fromScalar(agreement.scalar()).publicKey();
        KemPublicKey kemPublic = KemKey.fromSeed(SIZE, kem.seed()).publicKey();
        SealingPublicKey sealingPublic = SealingKey.fromSeed(sealing.seed()).publicKey();

        // Then
        assertEquals(VerifyingKey.of(signing.verifyingKey().bytes()), verifying);
        assertEquals(AgreementPublicKey.of(agreement.publicKey().bytes()), agreementPublic);
        assertEquals(KemPublicKey.of(SIZE, kem.publicKey().bytes()), kemPublic);
        assertEquals(SealingPublicKey.of(sealing.publicKey().bytes()), sealingPublic);
        assertNotEquals(SigningKey.generate(entropy).verifyingKey(), verifying);
        assertNotEquals(AgreementKey.generate(entropy).publicKey(), agreementPublic);
        assertNotEquals(KemKey.generate(SIZE, entropy).publicKey(), kemPublic);
        assertNotEquals(SealingKey.generate(entropy).publicKey(), sealingPublic);
    }

    private void wrongLengthsAreRefused() {
        for (int by : List.of(-1, 1)) {
            refused(() -> VerifyingKey.of(entropy.bytes(VerifyingKey.BYTES + by)));
            refused(() -> AgreementPublicKey.of(entropy.bytes(AgreementPublicKey.BYTES + by)));
            refused(() -> KemPublicKey.of(SIZE, entropy.bytes(SIZE.publicKeyBytes() + by)));
            refused(() -> SealingPublicKey.of(entropy.bytes(SealingPublicKey.BYTES + by)));
            refused(() -> KemKey.generate(SIZE, entropy).decapsulate(new byte[SIZE.ciphertextBytes() + by]));
            assertFalse(SigningKey.generate(entropy)
                    .verifyingKey()
                    .verify(new byte[SigningKey.SIGNATURE_BYTES + by], Label.LOGIN, MESSAGE));
        }
    }

    private void zerosAreRefused() {
        refused(() -> VerifyingKey.of(new byte[VerifyingKey.BYTES]));
        refused(() -> AgreementPublicKey.of(new byte[AgreementPublicKey.BYTES]));
        refused(() -> SealingPublicKey.of(new byte[SealingPublicKey.BYTES]));
    }

    private void randomnessInPortions() {
        // Given
        List<Integer> portions = new ArrayList<>();
        Entropy counting = target -> {
            portions.add(target.length);
            entropy.fill(target);
        };

        // When
        SigningKey.generate(counting).sign(Label.LOGIN, MESSAGE);
        AgreementKey.generate(counting);
        KemKey.generate(SIZE, counting).publicKey().encapsulate(counting);
        SealingKey.generate(counting).publicKey().seal(Label.SEALED_REQUEST, INFO, ASSOCIATED, MESSAGE, counting);

        // Then
        assertEquals(List.of(32, 32, 64, 32, 32, 64), portions);
    }

    private interface Refusing {
        void run() throws CryptoRefused;
    }

    private static void refused(Refusing action) {
        assertThrows(CryptoRefused.class, action::run);
    }

    /** Copies with one bit changed, every so many bits. */
    private static List<byte[]> flips(byte[] bytes, int stride) {
        List<byte[]> copies = new ArrayList<>();
        for (int bit = 0; bit < bytes.length * Byte.SIZE; bit += stride) {
            byte[] copy = bytes.clone();
            copy[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            copies.add(copy);
        }
        return copies;
    }
}
