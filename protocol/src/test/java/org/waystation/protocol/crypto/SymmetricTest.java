package org.waystation.protocol.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SymmetricTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] NONE = {};

    private final Entropy entropy = new SeededEntropy(3);
    private final SecretKey32 key = SecretKey32.random(entropy);
    private final byte[] text = entropy.bytes(100);
    private final byte[] associated = entropy.bytes(10);

    /** RFC 5869, A.1 and A.3. */
    @Test
    void derivationIsTheOneOfTheRfc() {
        byte[] secret = HEX.parseHex("0b".repeat(22));
        assertEquals(
                "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
                HEX.formatHex(Kdf.hkdf(
                        secret, HEX.parseHex("000102030405060708090a0b0c"), HEX.parseHex("f0f1f2f3f4f5f6f7f8f9"), 42)));
        assertEquals(
                "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
                HEX.formatHex(Kdf.hkdf(secret, NONE, NONE, 42)));
    }

    @Test
    void derivedKeysDifferByLabelPartsAndSalt() {
        // Given
        SecretBytes secret = SecretBytes.copyOf(text);
        // When
        List<SecretKey32> keys = Kdf.deriveKeys(Label.PQXDH, secret, NONE, 3, associated);
        // Then
        assertEquals(3, keys.size());
        assertNotEquals(keys.get(0), keys.get(1));
        assertNotEquals(keys, Kdf.deriveKeys(Label.RATCHET_ROOT, secret, NONE, 3, associated));
        assertNotEquals(keys, Kdf.deriveKeys(Label.PQXDH, secret, NONE, 3));
        assertNotEquals(keys, Kdf.deriveKeys(Label.PQXDH, secret, associated, 3, associated));
        assertEquals(keys, Kdf.deriveKeys(Label.PQXDH, secret, NONE, 3, associated));
        assertNotEquals(Kdf.key(Label.VAULT_ROW, key), Kdf.key(Label.VAULT_WRAP, key));
    }

    @Test
    void encryptedTextIsOpenedWithTheSameSurroundingsOnly() throws CryptoRefused {
        // When
        byte[] sealed = Aead.seal(Label.VAULT_ROW, key, associated, text, entropy);
        // Then
        assertEquals(text.length + Aead.OVERHEAD_BYTES, sealed.length);
        assertArrayEquals(text, Aead.open(Label.VAULT_ROW, key, associated, sealed));
        assertThrows(CryptoRefused.class, () -> Aead.open(Label.VAULT_WRAP, key, associated, sealed));
        assertThrows(CryptoRefused.class, () -> Aead.open(Label.VAULT_ROW, key, NONE, sealed));
        assertThrows(
                CryptoRefused.class, () -> Aead.open(Label.VAULT_ROW, SecretKey32.random(entropy), associated, sealed));
        assertThrows(
                CryptoRefused.class,
                () -> Aead.open(Label.VAULT_ROW, key, associated, Arrays.copyOf(sealed, Aead.OVERHEAD_BYTES - 1)));
        for (int at = 0; at < sealed.length; at++) {
            byte[] changed = sealed.clone();
            changed[at] ^= (byte) 0x80;
            assertThrows(CryptoRefused.class, () -> Aead.open(Label.VAULT_ROW, key, associated, changed));
        }
    }

    @Test
    void sameTextIsNeverEncryptedTheSameTwice() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            seen.add(HEX.formatHex(Aead.seal(Label.VAULT_ROW, key, associated, text, entropy)));
        }
        assertEquals(100, seen.size());
    }

    @Test
    void aSaltThatGoesWithTheMessageAnywayLeavesOnlyATagToAdd() throws CryptoRefused {
        // When
        byte[] salt = entropy.bytes(Aead.SALT_BYTES);
        byte[] sealed = Aead.sealSalted(Label.RATCHET_BODY, key, salt, associated, text);
        // Then
        assertEquals(text.length + Aead.TAG_BYTES, sealed.length);
        assertArrayEquals(text, Aead.openSalted(Label.RATCHET_BODY, key, salt, associated, sealed));
        assertThrows(CryptoRefused.class, () -> Aead.openSalted(Label.RATCHET_BODY, key, salt, text, sealed));
        assertThrows(
                CryptoRefused.class, () -> Aead.openSalted(Label.RATCHET_BODY, key, salt, associated, new byte[15]));
    }

    @Test
    void hashDependsOnLabelAndOnWhereThePartsAreCut() {
        byte[] whole = Digest.sha256(Label.FINGERPRINT, new byte[] {1, 2});
        assertFalse(Arrays.equals(whole, Digest.sha256(Label.FINGERPRINT, new byte[] {1}, new byte[] {2})));
        assertFalse(Arrays.equals(whole, Digest.sha256(Label.VOUCHER, new byte[] {1, 2})));
        assertEquals(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                HEX.formatHex(Digest.plainSha256(new byte[] {'a', 'b', 'c'})));
    }

    @Test
    void labelsAreAllDifferentAndNoneBeginsWithAnother() {
        for (Label label : Label.values()) {
            for (Label other : Label.values()) {
                assertEquals(label == other, label.text().equals(other.text()), label + " and " + other);
            }
        }
    }

    @Test
    void passphraseGivesTheSameKeyAfterStoringItsCostAndSalt() throws CryptoRefused {
        // Given
        PassphraseKey made = PassphraseKey.create(new PassphraseKey.Cost(8 * 1024, 1, 1), entropy);
        // When
        PassphraseKey stored = PassphraseKey.decode(made.encode());
        // Then
        SecretKey32 derived = made.derive("crocus under snow".toCharArray());
        assertEquals(made.cost(), stored.cost());
        assertEquals(derived, stored.derive("crocus under snow".toCharArray()));
        assertNotEquals(derived, stored.derive("crocus under Snow".toCharArray()));
        assertNotEquals(derived, PassphraseKey.create(made.cost(), entropy).derive("crocus under snow".toCharArray()));
    }

    /** Value from another implementation of Argon2id: 8 MiB, two passes, one lane. */
    @Test
    void passphraseIsStretchedAsOthersDoIt() throws CryptoRefused {
        // Given
        byte[] encoded = HEX.parseHex("01" + "00002000" + "00000002" + "00000001" + "000102030405060708090a0b0c0d0e0f");
        // When
        SecretKey32 key = PassphraseKey.decode(encoded).derive("crocus under snow \u010d".toCharArray());
        // Then
        assertEquals(
                "71403f235f960da75f7bd3b699f521668dab5ca86e5d5107e37c047f7837341c", HEX.formatHex(key.exposeBytes()));
    }

    @Test
    void damagedPassphraseRecordIsRefused() {
        // Given
        byte[] good =
                PassphraseKey.create(PassphraseKey.Cost.INTERACTIVE, entropy).encode();
        byte[] version = good.clone();
        version[0] = 2;
        byte[] memory = good.clone();
        memory[1] = 0x7f;
        byte[] passes = good.clone();
        passes[8] = 0;
        // Then
        assertThrows(CryptoRefused.class, () -> PassphraseKey.decode(version));
        assertThrows(CryptoRefused.class, () -> PassphraseKey.decode(memory));
        assertThrows(CryptoRefused.class, () -> PassphraseKey.decode(passes));
        assertThrows(CryptoRefused.class, () -> PassphraseKey.decode(Arrays.copyOf(good, good.length - 1)));
    }
}
