package org.waystation.client.messenger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waystation.client.person.MessageText;
import org.waystation.protocol.envelope.TextRules;

final class TextTest {
    @Test
    void anyUnicodeSurvivesByteForByte() {
        // Given
        World world = new World().acquainted();
        List<String> texts = List.of(
                "Ћирилица и latinica",
                "\u200fمرحبا بالعالم\u200f",
                "e\u0301 is not \u00e9",
                "👩‍👩‍👧‍👦 🏳️‍🌈 𝒳",
                " \t two lines\r\nand an end \n",
                "\uFEFF byte order mark, \u0001 control, \u202e override");

        // When
        texts.forEach(each -> world.ana.send("bojan", each));
        world.run();

        // Then
        assertEquals(texts, world.bojan.read());
    }

    @Test
    void theLongestTextFitsEvenIntoAnIntroduction() {
        // Given
        World world = new World().joined();
        String longest = "ж".repeat(TextRules.MAX_TEXT_BYTES / 2);

        // When
        world.ana
                .messenger()
                .add(
                        world.bojan.messenger().account().orElseThrow().link(),
                        Optional.of("bojan"),
                        Optional.of("я".repeat(64)),
                        Optional.of(new MessageText(longest)));
        world.run();
        world.bojan.messenger().accept("contact-1", Optional.empty());
        world.run();

        // Then
        assertEquals(List.of(longest), world.bojan.read());
    }

    @Test
    void whatCannotBeSentIsRefusedWithItsReason() {
        assertTrue(refusal(MessageText.of("")).contains("empty"));
        assertTrue(refusal(MessageText.of("a\0b")).contains("NUL"));
        assertTrue(refusal(MessageText.of("\ud800")).contains("surrogate"));
        assertTrue(refusal(MessageText.of("x".repeat(TextRules.MAX_TEXT_BYTES + 1)))
                .contains(String.valueOf(TextRules.MAX_TEXT_BYTES)));
        assertTrue(refusal(MessageText.ofUtf8(new byte[] {(byte) 0xff})).contains("UTF-8"));
    }

    @Test
    void aFileIsTakenAsItIs() {
        // When
        MessageText.Checked checked = MessageText.ofUtf8("a\n".getBytes(StandardCharsets.UTF_8));

        // Then
        assertEquals(
                "a\n",
                assertInstanceOf(MessageText.Accepted.class, checked).text().value());
    }

    @Test
    void aTextIsNotPrintedByAccident() {
        assertEquals("MessageText[redacted]", new MessageText("secret").toString());
    }

    private static String refusal(MessageText.Checked checked) {
        return assertInstanceOf(MessageText.Refused.class, checked).why();
    }
}
