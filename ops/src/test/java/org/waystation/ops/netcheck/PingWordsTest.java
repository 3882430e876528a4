package org.waystation.ops.netcheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.waystation.ops.node.ExitCode;
import org.waystation.ops.node.PingPage;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.relay.ping.PingEnd;

class PingWordsTest {

    @ParameterizedTest
    @EnumSource(value = PingEnd.class, names = "WELL", mode = EnumSource.Mode.EXCLUDE)
    void everyEndThatIsNotWellHasARemedy(PingEnd end) {
        // When
        PingWords words = PingWords.of(page(end, 0, true, 0));

        // Then
        assertFalse(words.words().isEmpty());
        assertFalse(words.remedy().isEmpty());
        assertTrue(words.exit() != ExitCode.OK);
    }

    @Test
    void whoIsToActDecidesTheExitCode() {
        // Then
        assertEquals(ExitCode.OK, exit(PingEnd.WELL, 0));
        assertEquals(ExitCode.USER, exit(PingEnd.NOT_TAKEN, FaultCode.OUTBOX_FULL.number()));
        assertEquals(ExitCode.USER, exit(PingEnd.REFUSED, FaultCode.UNDECIPHERABLE.number()));
        assertEquals(ExitCode.NETWORK, exit(PingEnd.REFUSED, FaultCode.OVERSIZED.number()));
        assertEquals(ExitCode.NETWORK, exit(PingEnd.NO_ANSWER, 0));
        assertEquals(ExitCode.TRUST, exit(PingEnd.FOREIGN_ANSWER, 0));
    }

    @Test
    void anOldCardIsTheRemedyForWhatDoesNotOpen() {
        // When
        PingWords words = PingWords.of(page(PingEnd.REFUSED, FaultCode.UNDECIPHERABLE.number(), true, 0));

        // Then
        assertTrue(words.remedy().contains("newest card"), words::remedy);
    }

    @Test
    void noAnswerIsToldByWhatIsKnownOfTheLink() {
        // Then
        assertEquals(
                "not connected with two.example (it cannot be reached)",
                PingWords.of(page(PingEnd.NO_ANSWER, 0, false, 3)).words());
        assertEquals(
                "two.example is there and wants requests later: the relay cannot write to its disk",
                PingWords.of(page(PingEnd.NO_ANSWER, FaultCode.STORE_UNAVAILABLE.number(), true, 3))
                        .words());
        assertTrue(PingWords.of(page(PingEnd.NO_ANSWER, 0, true, 3)).words().contains("behind what waited"));
        assertEquals(
                "two.example is connected and does not answer",
                PingWords.of(page(PingEnd.NO_ANSWER, 0, true, 0)).words());
    }

    @Test
    void clocksThatAreWeeksApartAreNamed() {
        // When
        PingWords words = PingWords.of(page(PingEnd.OTHER_ANSWER, FaultCode.EXPIRED.number(), true, 0));

        // Then
        assertTrue(words.words().contains("weeks wrong"), words::words);
    }

    private static ExitCode exit(PingEnd end, int fault) {
        return PingWords.of(page(end, fault, true, 0)).exit();
    }

    private static PingPage page(PingEnd end, int fault, boolean linked, long waiting) {
        return new PingPage(
                "two.example",
                "11111",
                end,
                fault,
                43,
                linked,
                linked ? 0L : null,
                linked ? "" : "it cannot be reached",
                waiting);
    }
}
