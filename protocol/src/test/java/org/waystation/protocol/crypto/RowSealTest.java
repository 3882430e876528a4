package org.waystation.protocol.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rows that are sealed one after the other, by one object and by those that come after it. */
class RowSealTest {
    private static final int HEAD_BYTES = 16;
    private static final byte[] PLACE = {1, 2, 3};
    private static final byte[] ROW = {7, 8, 9, 10};

    private final Entropy entropy = new SeededEntropy(3);
    private final SecretKey32 key = SecretKey32.random(entropy);
    private final RowSeal seal = new RowSeal(Label.STORE_ROWS, key, entropy);

    @Test
    void aRowOpensForItsOwnPlaceOnly() throws CryptoRefused {
        // When
        byte[] sealed = seal.seal(PLACE, ROW);

        // Then
        assertArrayEquals(ROW, seal.open(PLACE, sealed));
        assertEquals(ROW.length + RowSeal.OVERHEAD_BYTES, sealed.length);
        assertThrows(CryptoRefused.class, () -> seal.open(new byte[] {1, 2}, sealed));
    }

    @Test
    void whateverWasChangedOrCutIsRefused() {
        // Given
        byte[] sealed = seal.seal(PLACE, ROW);

        for (int at = 0; at < sealed.length; at++) {
            // When
            byte[] changed = sealed.clone();
            changed[at] ^= 1;
            byte[] cut = Arrays.copyOf(sealed, at);

            // Then
            assertThrows(CryptoRefused.class, () -> seal.open(PLACE, changed));
            assertThrows(CryptoRefused.class, () -> seal.open(PLACE, cut));
        }
    }

    @Test
    void anotherKeyAndAnotherLabelOpenNothing() {
        // Given
        byte[] sealed = seal.seal(PLACE, ROW);

        // When, Then
        for (RowSeal each : List.of(
                new RowSeal(Label.STORE_ROWS, SecretKey32.random(entropy), entropy),
                new RowSeal(Label.STORE, key, entropy))) {
            assertThrows(CryptoRefused.class, () -> each.open(PLACE, sealed));
        }
    }

    @Test
    void noCountComesTwiceUnderOneEpochWhateverStartsAnew() {
        // Given
        Set<String> heads = new HashSet<>();
        int sealed = 0;

        for (int start = 0; start < 5; start++) {
            RowSeal fresh = new RowSeal(Label.STORE_ROWS, key, entropy, 3);
            for (int row = 0; row < 10; row++, sealed++) {
                // When
                byte[] made = fresh.seal(PLACE, ROW);

                // Then
                assertTrue(heads.add(HexFormat.of().formatHex(made, 0, HEAD_BYTES)));
            }
        }
        assertEquals(sealed, heads.size());
    }

    @Test
    void anEpochEndsAfterItsLastCount() {
        // Given
        RowSeal short3 = new RowSeal(Label.STORE_ROWS, key, entropy, 3);
        Set<String> epochs = new HashSet<>();

        // When
        for (int row = 0; row < 7; row++) {
            epochs.add(HexFormat.of().formatHex(short3.seal(PLACE, ROW), 0, HEAD_BYTES - Integer.BYTES));
        }

        // Then
        assertEquals(3, epochs.size());
    }

    @Test
    void rowsOfManyEpochsOpenAndFewOfTheirKeysAreKept() throws CryptoRefused {
        // Given
        RowSeal writer = new RowSeal(Label.STORE_ROWS, key, entropy, 1);
        List<byte[]> rows = new ArrayList<>();
        for (int row = 0; row < 3 * RowSeal.EPOCHS_KEPT; row++) {
            rows.add(writer.seal(PLACE, new byte[] {(byte) row}));
        }

        // When
        RowSeal reader = new RowSeal(Label.STORE_ROWS, key, entropy);
        for (int row = 0; row < rows.size(); row++) {
            assertArrayEquals(new byte[] {(byte) row}, reader.open(PLACE, rows.get(row)));
        }

        // Then
        assertEquals(RowSeal.EPOCHS_KEPT, reader.epochsKept());
        assertEquals(RowSeal.EPOCHS_KEPT, writer.epochsKept());
        assertArrayEquals(ROW, reader.open(PLACE, reader.seal(PLACE, ROW)));
    }

    @Test
    void aHiddenIdIsShownAgainAndWhatStandsAroundItStays() {
        // Given
        HiddenId ids = new HiddenId(key);
        byte[] bytes = entropy.bytes(8 + HiddenId.ID_BYTES + 1);

        // When
        byte[] hidden = ids.hide(bytes, 8);

        // Then
        assertArrayEquals(bytes, ids.show(hidden, 8));
        assertArrayEquals(Arrays.copyOf(bytes, 8), Arrays.copyOf(hidden, 8));
        assertEquals(bytes[bytes.length - 1], hidden[hidden.length - 1]);
        assertEquals(
                -1,
                HexFormat.of().formatHex(hidden).indexOf(HexFormat.of().formatHex(bytes, 8, 8 + HiddenId.ID_BYTES)));
    }

    @Test
    void aHiddenIdIsOneBlockOfAes() {
        // Given (FIPS 197, appendix C.3)
        HexFormat hex = HexFormat.of();
        HiddenId ids = new HiddenId(
                SecretKey32.copyOf(hex.parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")));

        // When
        byte[] hidden = ids.hide(hex.parseHex("00112233445566778899aabbccddeeff"), 0);

        // Then
        assertEquals("8ea2b7ca516745bfeafc49904b496089", hex.formatHex(hidden));
    }
}
