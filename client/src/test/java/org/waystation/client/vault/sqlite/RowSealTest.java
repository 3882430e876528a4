package org.waystation.client.vault.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waystation.client.vault.Drawer;
import org.waystation.client.vault.RowKey;
import org.waystation.client.vault.VaultFailure;
import org.waystation.protocol.crypto.Aead;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.id.Bytes;

final class RowSealTest {
    private static final RowKey ANA = RowKey.of("ana");
    private static final RowKey BOJAN = RowKey.of("bojan");

    @Test
    void aSealedRowInTheWrongPlaceIsNotOpened() {
        // Given
        RowSeal seal = new RowSeal(VaultKeys.of(SecretKey32.random(Entropy.system())), Entropy.system());
        byte[] sealed = seal.seal(Drawer.CONTACTS, ANA, Bytes.wrap("x".getBytes(StandardCharsets.US_ASCII)));

        // When, Then
        assertThrows(VaultFailure.class, () -> seal.open(seal.name(Drawer.CONTACTS, BOJAN), sealed));
        assertThrows(VaultFailure.class, () -> seal.open(seal.name(Drawer.CARDS, ANA), sealed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "00000001", "7fffffff00000000", "ffffffff00000000", "00000000ffffffff", "0000000100000001aa"
            })
    void whatIsSealedAndIsNoRowIsRefused(String padded) {
        // Given
        VaultKeys keys = VaultKeys.of(SecretKey32.random(Entropy.system()));
        RowSeal seal = new RowSeal(keys, Entropy.system());
        byte[] name = seal.name(Drawer.CONTACTS, ANA);
        byte[] sealed =
                Aead.seal(Label.VAULT_ROW, keys.content(), name, HexFormat.of().parseHex(padded), Entropy.system());

        // When, Then
        assertThrows(VaultFailure.class, () -> seal.open(name, sealed));
    }

    @Test
    void valuesOfSimilarLengthTakeTheSameSpace() {
        assertEquals(256, RowSeal.paddedLength(1));
        assertEquals(256, RowSeal.paddedLength(256));
        assertEquals(512, RowSeal.paddedLength(257));
        assertEquals(4_096, RowSeal.paddedLength(2_049));
        assertEquals(8_192, RowSeal.paddedLength(4_097));
        assertEquals(69_632, RowSeal.paddedLength(65_537));
    }
}
