package org.waystation.protocol.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContext;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;
import org.junit.jupiter.api.Test;

class SealingTest {
    private static final byte[] INFO = ascii("info");
    private static final byte[] ASSOCIATED = ascii("associated");
    private static final byte[] TEXT = ascii("text");

    private final Entropy entropy = new SeededEntropy(2);
    private final SealingKey key = SealingKey.generate(entropy);

    private final HPKE reference =
            new HPKE(HPKE.mode_base, HPKE.kem_X_WING, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);

    @Test
    void sealedMessageIsOpenedByItsKey() throws CryptoRefused {
        // When
        Sealed sealed = seal();
        Opened opened = key.open(Label.SEALED_REQUEST, INFO, ASSOCIATED, sealed.bytes());
        // Then
        assertArrayEquals(TEXT, opened.plaintext());
        assertEquals(TEXT.length + Sealed.OVERHEAD_BYTES, sealed.bytes().length);
        assertEquals(
                sealed.exporter().exportKey(Label.SEALED_REPLY),
                opened.exporter().exportKey(Label.SEALED_REPLY));
        assertEquals(
                sealed.exporter().export(Label.SEALED_REPLY, 80),
                opened.exporter().export(Label.SEALED_REPLY, 80));
        assertNotEquals(
                sealed.exporter().exportKey(Label.SEALED_REPLY),
                sealed.exporter().exportKey(Label.INTRO_SEAL));
    }

    @Test
    void everyChangeOfTheMessageOrItsSurroundingsIsRefused() {
        byte[] sealed = seal().bytes();
        assertRefused(key, Label.INTRO_SEAL, INFO, ASSOCIATED, sealed);
        assertRefused(key, Label.SEALED_REQUEST, TEXT, ASSOCIATED, sealed);
        assertRefused(key, Label.SEALED_REQUEST, INFO, TEXT, sealed);
        assertRefused(SealingKey.generate(entropy), Label.SEALED_REQUEST, INFO, ASSOCIATED, sealed);
        assertRefused(key, Label.SEALED_REQUEST, INFO, ASSOCIATED, Arrays.copyOf(sealed, sealed.length - 1));
        assertRefused(key, Label.SEALED_REQUEST, INFO, ASSOCIATED, Arrays.copyOf(sealed, Sealed.OVERHEAD_BYTES - 1));
        for (int at : new int[] {0, 1087, 1088, 1119, 1120, sealed.length - 1}) {
            byte[] changed = sealed.clone();
            changed[at] ^= 1;
            assertRefused(key, Label.SEALED_REQUEST, INFO, ASSOCIATED, changed);
        }
    }

    @Test
    void lowOrderPointInTheEncapsulationIsRefused() {
        byte[] sealed = seal().bytes();
        Arrays.fill(sealed, 1088, Sealed.ENCAPSULATION_BYTES, (byte) 0);
        assertRefused(key, Label.SEALED_REQUEST, INFO, ASSOCIATED, sealed);
    }

    @Test
    void keyWithABadHalfIsRefused() {
        // Given
        byte[] lowOrder = key.publicKey().bytes();
        Arrays.fill(lowOrder, 1184, SealingPublicKey.BYTES, (byte) 0);
        byte[] overflowing = key.publicKey().bytes();
        overflowing[0] = (byte) 0xff;
        overflowing[1] |= 0x0f;
        // Then
        assertThrows(CryptoRefused.class, () -> SealingPublicKey.of(lowOrder));
        assertThrows(CryptoRefused.class, () -> SealingPublicKey.of(overflowing));
        assertThrows(CryptoRefused.class, () -> SealingPublicKey.of(new byte[SealingPublicKey.BYTES - 1]));
    }

    @Test
    void sealingIsAFunctionOfItsEntropy() {
        // Given
        SealingPublicKey to = key.publicKey();
        // When
        byte[] first = to.seal(Label.INTRO_SEAL, INFO, ASSOCIATED, TEXT, new SeededEntropy(7))
                .bytes();
        byte[] again = to.seal(Label.INTRO_SEAL, INFO, ASSOCIATED, TEXT, new SeededEntropy(7))
                .bytes();
        byte[] other = to.seal(Label.INTRO_SEAL, INFO, ASSOCIATED, TEXT, new SeededEntropy(8))
                .bytes();
        // Then
        assertArrayEquals(first, again);
        assertFalse(Arrays.equals(first, other));
    }

    @Test
    void bouncyCastleOpensWhatWeSealed() throws InvalidCipherTextException {
        // Given
        byte[] sealed = seal().bytes();
        byte[] encapsulation = Arrays.copyOf(sealed, Sealed.ENCAPSULATION_BYTES);
        byte[] ciphertext = Arrays.copyOfRange(sealed, Sealed.ENCAPSULATION_BYTES, sealed.length);
        AsymmetricCipherKeyPair pair = reference.deserializePrivateKey(
                key.seed().exposeBytes(), key.publicKey().bytes());
        // When
        HPKEContext context = reference.setupBaseR(encapsulation, pair, Parts.join(Label.SEALED_REQUEST, INFO));
        // Then
        assertArrayEquals(TEXT, context.open(ASSOCIATED, ciphertext));
    }

    @Test
    void weOpenWhatBouncyCastleSealed() throws InvalidCipherTextException, CryptoRefused {
        // Given
        HPKEContextWithEncapsulation context = reference.setupBaseS(
                reference.deserializePublicKey(key.publicKey().bytes()), Parts.join(Label.SEALED_REQUEST, INFO));
        byte[] sealed =
                org.bouncycastle.util.Arrays.concatenate(context.getEncapsulation(), context.seal(ASSOCIATED, TEXT));
        // When
        Opened opened = key.open(Label.SEALED_REQUEST, INFO, ASSOCIATED, sealed);
        // Then
        assertArrayEquals(TEXT, opened.plaintext());
        assertArrayEquals(
                context.export(Parts.join(Label.SEALED_REPLY), 64),
                opened.exporter().export(Label.SEALED_REPLY, 64).exposeBytes());
    }

    /** Test vector 1 of draft-connolly-cfrg-xwing-kem. */
    @Test
    void encapsulationIsTheOneOfTheDraft() {
        // Given
        SealingKey drafts = SealingKey.fromSeed(SecretKey32.copyOf(
                HexFormat.of().parseHex("7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26")));
        // When
        SecretWithEncapsulation result = drafts.publicKey()
                .encapsulate(HexFormat.of()
                        .parseHex("3cb1eea988004b93103cfb0aeefd2a686e01fa4a58e8a3639ca8a1e3f9ae57e2"
                                + "35b8cc873c23dc62b8d260169afa2f75ab916a58d974918835d25e6a435085b2"));
        // Then
        assertEquals(
                "d2df0522128f09dd8e2c92b1e905c793d8f57a54c3da25861f10bf4ca613e384",
                HexFormat.of().formatHex(result.getSecret()));
    }

    private Sealed seal() {
        return key.publicKey().seal(Label.SEALED_REQUEST, INFO, ASSOCIATED, TEXT, entropy);
    }

    private static void assertRefused(SealingKey key, Label label, byte[] info, byte[] associated, byte[] sealed) {
        assertThrows(CryptoRefused.class, () -> key.open(label, info, associated, sealed));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
