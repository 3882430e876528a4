package org.waystation.client.cli.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

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
}
