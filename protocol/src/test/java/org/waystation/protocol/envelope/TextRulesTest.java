package org.waystation.protocol.envelope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextRulesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                " ",
                "\n",
                "\u05e9\u05dc\u05d5\u05dd",
                "\u202e\u2066",
                "e\u0301",
                "\u0301",
                "\ud83d\ude00",
                "\u200b",
                "\uffff",
                "\u0001",
            })
    void anyUnicodeTextCanBeSent(String text) {
        assertEquals(Optional.empty(), TextRules.objection(text));
    }

    @ParameterizedTest
    @CsvSource({"1, x", "2, \u00e9", "3, \u20ac", "4, \ud83d\ude00"})
    void limitCountsTheBytesOfUtf8(int bytes, String character) {
        // Given
        String longest = character.repeat(TextRules.MAX_TEXT_BYTES / bytes);
        // When
        Optional<String> objection = TextRules.objection(longest + character);
        // Then
        assertEquals(Optional.empty(), TextRules.objection(longest));
        assertTrue(objection.orElseThrow().contains("" + (TextRules.MAX_TEXT_BYTES + bytes)));
        assertTrue(objection.orElseThrow().contains("limit is 60000"));
    }

    @Test
    void emptyTextIsRefusedWithAReason() {
        assertEquals(Optional.of("The text is empty."), TextRules.objection(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "a\0b", "a\0"})
    void nulIsRefusedWithAReason(String text) {
        assertTrue(TextRules.objection(text).orElseThrow().contains("NUL"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0xd800, 0xdbff, 0xdc00, 0xdfff})
    void halfOfACharacterIsRefusedWithAReason(int half) {
        // Given
        String surrogate = Character.toString((char) half);
        // Then
        for (String each : new String[] {surrogate, "a" + surrogate, surrogate + "a", "\udc00\ud800"}) {
            assertTrue(TextRules.objection(each).orElseThrow().contains("surrogate"));
        }
    }
}
