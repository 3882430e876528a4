package org.waystation.protocol.envelope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waystation.protocol.Hex;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.limits.SizeClass;
import org.waystation.protocol.ratchet.Introduction;
import org.waystation.protocol.ratchet.Session;

class ContentTest {
    private static final long TIME_SECONDS = 1_800_000_000L;
    private static final String TIME = "80a4a7da06";
    private static final String RELAY = "66".repeat(32);
    private static final String MAILBOX = "33".repeat(32);
    private static final String TOKEN = "55".repeat(32);
    private static final String SIGNATURE = "22".repeat(64);
    private static final String ADDRESS = "08 03  12 20 " + RELAY + " 1a 09 612e6578616d706c65  22 20 " + MAILBOX
            + " 2a 20 " + TOKEN + " 32 40 " + SIGNATURE;

    record Form(Content content, String hex) {}

    static Stream<Form> forms() {
        Content empty = Content.empty(TIME_SECONDS);
        return Stream.of(
                new Form(Content.empty(0), ""),
                new Form(empty, "10 " + TIME),
                new Form(empty.withText(1, "h\u00e9"), "08 01  10 " + TIME + " 1a 03 68c3a9"),
                new Form(empty.withName("Ana"), "10 " + TIME + " 2a 03 416e61"),
                new Form(
                        empty.withReceipts(List.of(1L, 300L), List.of(1L)),
                        "10 " + TIME + " 32 08  0a 03 01 ac02  12 01 01"),
                new Form(empty.withReceipts(List.of(), List.of(7L)), "10 " + TIME + " 32 03  12 01 07"),
                new Form(empty.withAddress(address("a.example")), "10 " + TIME + " 22 b501 " + ADDRESS));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void contentIsWrittenAndReadAsTheGrammarSays(Form form) throws ProtocolViolation {
        assertEquals(form.hex().replace(" ", ""), Hex.of(form.content().encode()));
        assertEquals(form.content(), Content.decode(Hex.bytes(form.hex())));
    }

    @Test
    void fieldOfANewerVersionIsIgnored() throws ProtocolViolation {
        assertEquals(Content.empty(TIME_SECONDS), Content.decode(Hex.bytes("10", TIME, "c03e 01")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
                "\u202eright to left override",
                "e\u0301\u0323 is not \u00e9\u0323",
                "\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67 \ud83c\udff3\ufe0f\u200d\ud83c\udf08",
                "\ud834\udd1e\udbff\udfff",
                "line\r\nline\n\ttab\u0007bell\u001b[31m",
                "\ufeffmark \uffff \ufffe",
                " "
            })
    void anyTextComesOutAsItWentIn(String text) throws ProtocolViolation {
        // When
        Content read = Content.decode(Content.empty(1).withText(1, text).encode());
        // Then
        assertEquals(text, read.text().orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "text without a number,       1a 01 61",
        "number without a text,       08 01",
        "negative number,             08 ffffffffffffffffff01",
        "text with NUL,               08 01 1a 03 610062",
        "text that is not UTF-8,      08 01 1a 02 c328",
        "surrogate in UTF-8,          08 01 1a 03 eda080",
        "time beyond the calendar,    10 8083d1ffaf07",
        "name with NUL,               2a 01 00",
        "address of nothing,          22 00",
        "garbage,                     ff",
        "text that is cut off,        08 01 1a 05 61"
    })
    void badContentIsRefused(String what, String hex) {
        assertMalformed(hex, what);
    }

    @Test
    void addressWithAFieldOfAnotherSizeIsRefused() {
        assertMalformed("22 b401 " + ADDRESS.replace("12 20 66", "12 1f "), "relay");
        assertMalformed("22 b401 " + ADDRESS.replace("22 20 33", "22 1f "), "mailbox");
        assertMalformed("22 b401 " + ADDRESS.replace("2a 20 55", "2a 1f "), "token");
        assertMalformed("22 b401 " + ADDRESS.replace("32 40 22", "32 3f "), "signature");
        assertMalformed("22 b501 " + ADDRESS.replace("612e", "412e"), "a name in capitals");
        assertMalformed("22 b501 " + ADDRESS.replace("08 03", "08 00"), "sequence number zero");
    }

    @Test
    void limitsAreExact() {
        // Given
        Content empty = Content.empty(1);
        List<Long> most = Collections.nCopies(Content.MAX_RECEIPTS, 1L);
        List<Long> more = Collections.nCopies(Content.MAX_RECEIPTS + 1, 1L);
        String smile = "\ud83d\ude00";
        // Then
        assertEquals(most, empty.withReceipts(most, most).received());
        assertThrows(IllegalArgumentException.class, () -> empty.withReceipts(more, most));
        assertThrows(IllegalArgumentException.class, () -> empty.withReceipts(most, more));
        assertTrue(empty.withName(smile.repeat(64)).callsItself().isPresent());
        assertThrows(IllegalArgumentException.class, () -> empty.withName(smile.repeat(65)));
        assertThrows(IllegalArgumentException.class, () -> empty.withName(""));
        assertThrows(IllegalArgumentException.class, () -> empty.withName("\ud83d"));
        assertThrows(IllegalArgumentException.class, () -> empty.withText(0, "a"));
        assertThrows(IllegalArgumentException.class, () -> empty.withText(1, ""));
    }

    @Test
    void largestContentFitsTheLargestClassInAMessageAndInAnIntroduction() {
        // Given
        List<Long> receipts = Collections.nCopies(Content.MAX_RECEIPTS, Long.MAX_VALUE);
        String longestName = "a".repeat(63) + ("." + "a".repeat(63)).repeat(2) + "." + "a".repeat(61);
        Content largest = Content.empty(253_402_300_799L)
                .withText(Content.MAX_NUMBER, "x".repeat(TextRules.MAX_TEXT_BYTES))
                .withName("\ud83d\ude00".repeat(64))
                .withAddress(address(longestName))
                .withReceipts(receipts, receipts);
        // When
        int length = largest.encode().length;
        int huge = SizeClass.HUGE.envelopeBytes();
        // Then
        assertTrue(length <= huge - Session.OVERHEAD_BYTES, "message: " + length);
        assertTrue(length <= Introduction.maxContentBytes(huge), "introduction: " + length);
    }

    @Test
    void receiptsAloneFitTheSmallestClass() {
        // Given: numbers of an ordinary conversation
        List<Long> receipts = Collections.nCopies(Content.MAX_RECEIPTS, 2_097_151L);
        // When
        int padded =
                Content.empty(TIME_SECONDS).withReceipts(receipts, receipts).encode().length + Session.OVERHEAD_BYTES;
        // Then
        assertTrue(padded <= SizeClass.SMALL.envelopeBytes(), "" + padded);
    }

    @Test
    void contentShowsNothingOfItself() {
        // Given
        Content content = Content.empty(TIME_SECONDS).withText(1, "secret").withAddress(address("a.example"));
        // Then
        assertEquals("Content[REDACTED]", content.toString());
        assertFalse(content.address().orElseThrow().toString().contains("a.example"));
    }

    private static Content.SignedAddress address(String relayName) {
        return new Content.SignedAddress(
                new Address(
                        3,
                        RelayId.of(Hex.bytes(RELAY)),
                        relayName,
                        MailboxId.of(Hex.bytes(MAILBOX)),
                        SendToken.of(Hex.bytes(TOKEN))),
                Hex.value(SIGNATURE));
    }

    private static void assertMalformed(String hex, String what) {
        assertEquals(
                FaultCode.MALFORMED,
                assertThrows(ProtocolViolation.class, () -> Content.decode(Hex.bytes(hex)), what)
                        .code(),
                what);
    }
}
