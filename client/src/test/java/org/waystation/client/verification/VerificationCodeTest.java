package org.waystation.client.verification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.id.Bytes;

/** Expected values were computed by another implementation of Argon2 (the reference in C) and a script of its own. */
final class VerificationCodeTest {
    private static final Bytes FINGERPRINT = bytes("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    private static final Bytes STRETCHED = bytes("17c13108816198263e40d6b6b9491c47030faa7d97cc9d787557436d7493ce7e");

    private static Bytes bytes(String hex) {
        return Bytes.wrap(HexFormat.of().parseHex(hex));
    }

    @Test
    void aFingerprintIsStretchedAsTheProtocolSays() {
        assertEquals(STRETCHED, VerificationCode.of(FINGERPRINT).stretched());
    }

    @Test
    void theSameCodeIsReadInThreeScriptsAndInDigits() {
        // Given
        VerificationCode code = new VerificationCode(STRETCHED);

        // Then
        assertEquals(
                List.of("book", "alpaca", "basil", "cashew", "harvest", "hanger", "hidden"),
                code.words(Language.ENGLISH));
        assertEquals(
                List.of("бунгалов", "ананас", "бомбона", "вода", "концерт", "комета", "кочија"),
                code.words(Language.SERBIAN_CYRILLIC));
        assertEquals(
                List.of("bungalov", "ananas", "bombona", "voda", "koncert", "kometa", "kočija"),
                code.words(Language.SERBIAN_LATIN));
        assertEquals("15622 55241 36297 70270 19592 04478", code.digits());
    }

    @Test
    void theLowestAndTheHighestNumberFit() {
        // Given
        byte[] ones = new byte[32];
        Arrays.fill(ones, (byte) 0xff);

        // Then
        assertEquals("00000 00000 00000 00000 00000 00000", new VerificationCode(Bytes.wrap(new byte[32])).digits());
        assertEquals(
                List.of("zodiac", "zodiac", "zodiac", "zodiac", "zodiac", "zodiac", "zodiac"),
                new VerificationCode(Bytes.wrap(ones)).words(Language.ENGLISH));
    }

    @Test
    void anythingButThirtyTwoBytesIsNoCode() {
        assertThrows(IllegalArgumentException.class, () -> new VerificationCode(Bytes.wrap(new byte[31])));
    }
}
