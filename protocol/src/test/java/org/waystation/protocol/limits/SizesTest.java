package org.waystation.protocol.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizesTest {
    @ParameterizedTest
    @CsvSource({
        "SMALL,  1024,  1280,  2473,  96,   128",
        "MEDIUM, 4096,  4352,  5545,  5120, 5152",
        "LARGE,  16384, 16640, 17833, 96,   128",
        "HUGE,   65536, 65792, 66985, 96,   128"
    })
    void classesHaveTheSizesOfVersionOne(SizeClass each, int envelope, int call, int request, int answer, int reply) {
        assertEquals(envelope, each.envelopeBytes());
        assertEquals(call, each.callBytes());
        assertEquals(request, each.requestBytes());
        assertEquals(answer, each.answerBytes());
        assertEquals(reply, each.replyBytes());
    }

    @ParameterizedTest
    @CsvSource({
        "0, SMALL",
        "1024, SMALL",
        "1025, MEDIUM",
        "4096, MEDIUM",
        "4097, LARGE",
        "16384, LARGE",
        "16385, HUGE",
        "65536, HUGE"
    })
    void contentGoesIntoTheSmallestClassThatHoldsIt(int bytes, SizeClass expected) {
        assertEquals(Optional.of(expected), SizeClass.fitting(bytes));
    }

    @Test
    void contentOverTheLargestClassFitsNowhere() {
        assertEquals(Optional.empty(), SizeClass.fitting(65_537));
    }

    @ParameterizedTest
    @EnumSource(SizeClass.class)
    void exactLengthTellsTheClass(SizeClass each) {
        assertEquals(Optional.of(each), SizeClass.ofEnvelope(each.envelopeBytes()));
        assertEquals(Optional.of(each), SizeClass.ofRequest(each.requestBytes()));
        assertEquals(Optional.empty(), SizeClass.ofEnvelope(each.envelopeBytes() - 1));
        assertEquals(Optional.empty(), SizeClass.ofEnvelope(each.envelopeBytes() + 1));
        assertEquals(Optional.empty(), SizeClass.ofRequest(each.requestBytes() - 1));
        assertEquals(Optional.empty(), SizeClass.ofRequest(each.requestBytes() + 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void lengthOfNothingIsOfNoClass(int bytes) {
        assertEquals(Optional.empty(), SizeClass.ofEnvelope(bytes));
        assertEquals(Optional.empty(), SizeClass.ofRequest(bytes));
    }

    @Test
    void largestRequestFitsAFrameWithItsFields() {
        // Given: correlation, ids, lane, expiry and the tags and lengths around them
        int fields = 11 + 6 + 18 + 34 + 2 + 11 + 5;
        // Then
        assertTrue(SizeClass.HUGE.requestBytes() + fields <= Limits.MAX_FRAME_BYTES);
    }

    @Test
    void fullListOfIdsFitsAFrame() {
        assertTrue(11 + 6 + Limits.MAX_IDS_PER_FRAME * (2 + 16) <= Limits.MAX_FRAME_BYTES);
    }

    @Test
    void largestPublishFitsAFrame() {
        // Given
        int each = (1 + 1 + Limits.MAX_CURVE_PREKEY_BYTES) + (1 + 2 + Limits.MAX_KEM_PREKEY_BYTES);
        int all = 11 + 6 + 34 + (1 + 2 + Limits.MAX_STANDING_PREKEYS_BYTES) + Limits.MAX_PREKEYS_PER_FRAME * each;
        // Then
        assertTrue(all <= Limits.MAX_FRAME_BYTES, "" + all);
    }

    @Test
    void bundleOfTheLargestPartsFitsTheLongAnswer() {
        // Given
        int bundle = (1 + 2 + Limits.MAX_STANDING_PREKEYS_BYTES)
                + (1 + 1 + Limits.MAX_CURVE_PREKEY_BYTES)
                + (1 + 2 + Limits.MAX_KEM_PREKEY_BYTES);
        int answer = 4 + 1 + 2 + bundle;
        // Then
        assertTrue(answer <= Limits.LONG_ANSWER_BYTES, "" + answer);
    }

    @Test
    void largestCardFitsAFrame() {
        assertTrue(11 + 6 + 3 + 6 + 34 + 4 + Limits.MAX_CARD_BYTES + 6 + 6 <= Limits.MAX_FRAME_BYTES);
    }

    @ParameterizedTest
    @CsvSource({"ALERT, 1", "MESSAGE, 2", "BULK, 3"})
    void lanesHaveTheNumbersOfVersionOne(Lane lane, int number) {
        assertEquals(number, lane.number());
        assertEquals(Optional.of(lane), Lane.ofNumber(number));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, -1})
    void noOtherNumberIsALane(int number) {
        assertEquals(Optional.empty(), Lane.ofNumber(number));
    }

    @Test
    void timeEndsWithTheYear9999() {
        assertEquals(
                "9999-12-31T23:59:59Z",
                java.time.Instant.ofEpochSecond(Limits.MAX_TIME_SECONDS).toString());
        assertTrue(Limits.isTime(0));
        assertTrue(Limits.isTime(Limits.MAX_TIME_SECONDS));
        assertFalse(Limits.isTime(Limits.MAX_TIME_SECONDS + 1));
        assertFalse(Limits.isTime(-1));
        assertFalse(Limits.isTime(Long.MIN_VALUE));
    }
}
