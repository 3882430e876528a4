package org.waystation.protocol.sealed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.waystation.protocol.Hex;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.id.EnvelopeId;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.limits.Lane;
import org.waystation.protocol.limits.SizeClass;

/** What is inside a sealed request and a sealed reply, byte for byte. */
class CallFormTest {
    private static final String TICKET_ID = "7a".repeat(16);
    private static final String TICKET_SECRET = "7b".repeat(32);
    private static final String MAILBOX = "33".repeat(32);
    private static final String TOKEN = "55".repeat(32);
    private static final String ENVELOPE = "99".repeat(16);
    private static final String CONTENT = "aa".repeat(1024);
    private static final String EXPIRY = "08 80a4a7da06";

    private static final String APPEND = EXPIRY + " 12 db08  0a 20 " + MAILBOX + " 12 20 " + TOKEN + " 1a 10 "
            + ENVELOPE + " 20 02  2a 8008 " + CONTENT;
    private static final String FETCH = EXPIRY + " 1a 44  0a 20 " + MAILBOX + " 12 20 " + TOKEN;

    record CallForm(Call call, String hex) {}

    record AnswerForm(Answer answer, String hex) {}

    static Stream<CallForm> calls() {
        return Stream.of(
                new CallForm(
                        new Call.Append(
                                1_800_000_000L,
                                MailboxId.of(Hex.bytes(MAILBOX)),
                                SendToken.of(Hex.bytes(TOKEN)),
                                EnvelopeId.of(Hex.bytes(ENVELOPE)),
                                Lane.MESSAGE,
                                Hex.value(CONTENT)),
                        padded("00000464", APPEND, 1024 + 256)),
                new CallForm(
                        new Call.FetchPrekeys(
                                1_800_000_000L, MailboxId.of(Hex.bytes(MAILBOX)), SendToken.of(Hex.bytes(TOKEN))),
                        padded("0000004c", FETCH, 4096 + 256)));
    }

    static Stream<AnswerForm> answers() {
        return Stream.of(
                new AnswerForm(new Answer.Appended(false, Optional.empty()), padded("00000002", "08 01", 96)),
                new AnswerForm(new Answer.Appended(true, Optional.empty()), padded("00000002", "08 00", 96)),
                new AnswerForm(
                        new Answer.Appended(
                                false,
                                Optional.of(new Ticket(
                                        Hex.value(TICKET_ID), SecretKey32.copyOf(Hex.bytes(TICKET_SECRET))))),
                        padded("00000034", "08 01 22 30" + TICKET_ID + TICKET_SECRET, 96)),
                new AnswerForm(new Answer.Prekeys(Hex.value("b1b2b3")), padded("00000005", "12 03 b1b2b3", 96)),
                new AnswerForm(Answer.Refused.of(FaultCode.UNKNOWN_MAILBOX), padded("00000002", "18 1e", 96)),
                new AnswerForm(new Answer.Refused(new FaultNumber(999)), padded("00000003", "18 e707", 96)));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void callIsWrittenAndReadAsTheGrammarSays(CallForm form) throws ProtocolViolation {
        assertEquals(form.hex(), Hex.of(CallCodec.encode(form.call())));
        assertEquals(form.call(), CallCodec.decodeCall(Hex.bytes(form.hex())));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void answerIsWrittenAndReadAsTheGrammarSays(AnswerForm form) throws ProtocolViolation {
        assertEquals(form.hex(), Hex.of(CallCodec.encode(form.answer(), 96)));
        assertEquals(form.answer(), CallCodec.decodeAnswer(Hex.bytes(form.hex())));
    }

    @Test
    void everyCallFitsItsClassWithTheLongestExpiry() {
        for (SizeClass each : SizeClass.values()) {
            Call call = new Call.Append(
                    253_402_300_799L,
                    MailboxId.of(Hex.bytes(MAILBOX)),
                    SendToken.of(Hex.bytes(TOKEN)),
                    EnvelopeId.of(Hex.bytes(ENVELOPE)),
                    Lane.BULK,
                    Hex.value("00".repeat(each.envelopeBytes())));
            assertEquals(each.callBytes(), CallCodec.encode(call).length);
        }
    }

    @Test
    void envelopeOfNoClassCannotBeAsked() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Call.Append(
                        1,
                        MailboxId.of(Hex.bytes(MAILBOX)),
                        SendToken.of(Hex.bytes(TOKEN)),
                        EnvelopeId.of(Hex.bytes(ENVELOPE)),
                        Lane.BULK,
                        Hex.value(CONTENT, "00")));
    }

    @ParameterizedTest
    @CsvSource({
        "no call at all,                 UNKNOWN_FRAME, 08 01",
        "a call of a newer version,      UNKNOWN_FRAME, 08 01  c23e 00",
        "no mailbox,                     MALFORMED,     08 01  1a 22 12 20 TOKEN",
        "a mailbox of 31 bytes,          MALFORMED,     08 01  1a 43 0a 1f SHORT 12 20 TOKEN",
        "a token of 31 bytes,            MALFORMED,     08 01  1a 43 0a 20 TOKEN 12 1f SHORT",
        "an append without an envelope,  MALFORMED,     08 01  12 44 0a 20 TOKEN 12 20 TOKEN",
        "the year ten thousand,          MALFORMED,     08 8083d1ffaf07 1a 44 0a 20 TOKEN 12 20 TOKEN",
        "a negative expiry,              MALFORMED,     08 ffffffffffffffffff01 1a 44 0a 20 TOKEN 12 20 TOKEN",
        "garbage behind,                 MALFORMED,     08 01  1a 44 0a 20 TOKEN 12 20 TOKEN ff"
    })
    void badCallIsRefused(String what, FaultCode code, String hex) {
        // Given
        String call = hex.replace("TOKEN", TOKEN).replace("SHORT", "55".repeat(31));
        String length = String.format("%08x", Hex.bytes(call).length);
        byte[] bytes = Hex.bytes(padded(length, call, 1280));
        // Then
        assertEquals(
                code,
                assertThrows(ProtocolViolation.class, () -> CallCodec.decodeCall(bytes))
                        .code(),
                what);
    }

    @Test
    void unknownLaneIsRefused() {
        // Given
        byte[] bytes = Hex.bytes(padded("00000464", APPEND.replace(" 20 02 ", " 20 04 "), 1280));
        // Then
        assertEquals(
                FaultCode.MALFORMED,
                assertThrows(ProtocolViolation.class, () -> CallCodec.decodeCall(bytes))
                        .code());
    }

    @ParameterizedTest
    @CsvSource({
        "no answer at all,           UNKNOWN_FRAME, ''",
        "an answer of the future,    UNKNOWN_FRAME, c03e 01",
        "garbage,                    MALFORMED,     ff"
    })
    void badAnswerIsRefused(String what, FaultCode code, String hex) {
        // Given
        byte[] bytes = Hex.bytes(padded(String.format("%08x", Hex.bytes(hex).length), hex, 96));
        // Then
        assertEquals(
                code,
                assertThrows(ProtocolViolation.class, () -> CallCodec.decodeAnswer(bytes))
                        .code(),
                what);
    }

    private static String padded(String length, String hex, int size) {
        return Hex.of(Arrays.copyOf(Hex.bytes(length, hex), size));
    }
}
