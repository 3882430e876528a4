package org.waystation.client.cli.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.waystation.client.person.ReceivedText;

final class ShownTest {
    @Test
    void aTextCannotCommandTheTerminal() {
        assertEquals("a[2Jb", Shown.text("a\u001b[2Jb"));
        assertEquals("ab", Shown.text("a\u0007\u009bb"));
    }

    @Test
    void aTextCannotReorderTheLineAroundIt() {
        assertEquals("\u2068abcж\u2069", Shown.text("abc\u202e\u2069ж"));
    }

    @Test
    void emojiStayWhole() {
        assertEquals("\u2068👩‍👩‍👧\u2069", Shown.text("👩‍👩‍👧"));
    }

    @Test
    void furtherLinesAreIndentedSoThatTheyCannotPassForMessages() {
        assertEquals("one\n    [2027-01-01 00:00] bojan: two", Shown.text("one\n[2027-01-01 00:00] bojan: two"));
    }

    @Test
    void howManyTextsHaveNotComeIsShownBeforeTheFirstTextBehindThem() {
        assertTrue(Shown.received(behind(0)).endsWith("bojan: kept"));
        assertTrue(Shown.received(behind(1)).endsWith("bojan: (1 text before this has not come) kept"));
        assertTrue(Shown.received(behind(3)).endsWith("bojan: (3 texts before this have not come) kept"));
    }

    private static ReceivedText behind(long missing) {
        return new ReceivedText(1, "bojan", missing + 1, missing, "kept", Instant.EPOCH, Instant.EPOCH);
    }
}
