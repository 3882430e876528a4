package org.waystation.protocol.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waystation.protocol.Hex;
import org.waystation.protocol.crypto.SeededEntropy;

class ArmourTest {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final String PREFIX = "thing:";
    private static final int MOST = 64;

    @Test
    void textIsThePrefixAndBase64UrlOfBytesAndChecksum() {
        // Given: SHA-256 of "abc" begins with ba7816bf, and ba7816bf is 6 characters of base64
        byte[] abc = Hex.bytes("616263");
        // Then
        assertEquals("thing:YWJjungWvw", Armour.wrap(PREFIX, abc));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 31, 32, 33, 63, 64})
    void anyLengthComesBack(int length) throws UnreadableText {
        // Given
        byte[] content = new SeededEntropy(length).bytes(length);
        // Then
        assertArrayEquals(content, Armour.unwrap(PREFIX, Armour.wrap(PREFIX, content), MOST));
    }

    @Test
    void lineBreaksAndSpacesAreOverlooked() throws UnreadableText {
        // Given
        byte[] content = new SeededEntropy(1).bytes(40);
        String text = Armour.wrap(PREFIX, content);
        String broken = "  \n" + text.replaceAll("(.{7})", "$1\r\n\t ") + "\n\n";
        // Then
        assertArrayEquals(content, Armour.unwrap(PREFIX, broken, MOST));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 11, 12})
    void everyOtherCharacterAtEveryPlaceIsNoticed(int length) {
        // Given
        String text = Armour.wrap(PREFIX, new SeededEntropy(2).bytes(length));
        // Then
        for (int at = PREFIX.length(); at < text.length(); at++) {
            for (char each : (ALPHABET + "=+/.\u00e9\0").toCharArray()) {
                if (each != text.charAt(at)) {
                    String damaged = text.substring(0, at) + each + text.substring(at + 1);
                    assertRefused(UnreadableText.Why.DAMAGED, damaged);
                }
            }
        }
    }

    @Test
    void characterTooManyOrTooFewIsNoticed() {
        // Given
        String text = Armour.wrap(PREFIX, new SeededEntropy(3).bytes(20));
        // Then
        for (int at = PREFIX.length(); at < text.length(); at++) {
            assertRefused(UnreadableText.Why.DAMAGED, text.substring(0, at) + text.substring(at + 1));
            assertRefused(UnreadableText.Why.DAMAGED, text.substring(0, at));
            assertRefused(UnreadableText.Why.DAMAGED, text.substring(0, at) + "A" + text.substring(at));
        }
        assertRefused(UnreadableText.Why.DAMAGED, text + "A");
        assertRefused(UnreadableText.Why.DAMAGED, text + "==");
    }

    @Test
    void swappedNeighboursAreNoticed() {
        // Given
        String text = Armour.wrap(PREFIX, Hex.bytes("000102030405060708090a0b0c"));
        // Then
        for (int at = PREFIX.length(); at + 1 < text.length(); at++) {
            if (text.charAt(at) != text.charAt(at + 1)) {
                String swapped = text.substring(0, at) + text.charAt(at + 1) + text.charAt(at) + text.substring(at + 2);
                assertRefused(UnreadableText.Why.DAMAGED, swapped);
            }
        }
    }

    @Test
    void anotherPrefixIsSomethingElse() {
        // Given
        String text = Armour.wrap(PREFIX, new byte[8]);
        // Then
        for (String each : List.of("", "thing", "other" + text, "Thing:" + text.substring(6), "https://a.example")) {
            assertRefused(UnreadableText.Why.SOMETHING_ELSE, each);
        }
    }

    @Test
    void longerThanItMayBeIsRefused() {
        assertRefused(UnreadableText.Why.DAMAGED, Armour.wrap(PREFIX, new byte[MOST + 2]));
        assertRefused(UnreadableText.Why.DAMAGED, PREFIX + "A".repeat(1_000_000));
    }

    @Test
    void nothingInsideIsRefused() {
        assertRefused(UnreadableText.Why.DAMAGED, PREFIX);
        assertRefused(UnreadableText.Why.DAMAGED, Armour.wrap(PREFIX, new byte[0]));
    }

    private static void assertRefused(UnreadableText.Why why, String text) {
        assertEquals(
                why,
                assertThrows(UnreadableText.class, () -> Armour.unwrap(PREFIX, text, MOST), text)
                        .why());
    }
}
