package org.waystation.ops.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.fault.FaultCode;

final class TallyTest {
    private final Tally tally = new Tally(10);

    private void submitAndAccept(int... numbers) {
        for (int number : numbers) {
            tally.onSubmitted();
            tally.onAnswered(number);
            tally.onAccepted(number);
        }
    }

    @Test
    void acceptedAndDeliveredOnceIsHowItShouldBe() {
        // Given
        submitAndAccept(0, 1, 2);
        // When
        tally.onDelivered(0);
        tally.onDelivered(1);
        tally.onDelivered(2);
        // Then
        assertEquals(List.of(), tally.problems(true));
        assertEquals(3, tally.accepted());
    }

    @Test
    void anAcceptedMessageThatNobodyGotIsAProblem() {
        // Given
        submitAndAccept(0, 1);
        // When
        tally.onDelivered(1);
        // Then
        assertEquals(List.of("1 messages were accepted and not delivered"), tally.problems(true));
        assertEquals(1, tally.missing());
    }

    @Test
    void withNobodyThereToTakeItAnUndeliveredMessageIsNone() {
        // When
        submitAndAccept(0, 1);
        // Then
        assertEquals(List.of(), tally.problems(false));
    }

    @Test
    void aMessageThatIsDeliveredTwiceIsAProblem() {
        // Given
        submitAndAccept(4);
        // When
        boolean first = tally.onDelivered(4);
        boolean second = tally.onDelivered(4);
        // Then
        assertTrue(first);
        assertFalse(second);
        assertEquals(1, tally.duplicates());
        assertEquals(List.of("1 messages were delivered again"), tally.problems(true));
    }

    @Test
    void aMessageThatWasRefusedAndDeliveredIsAProblem() {
        // Given
        tally.onSubmitted();
        tally.onAnswered(7);
        tally.onRefused(7, FaultCode.EXPIRED.number());
        // When
        tally.onDelivered(7);
        // Then
        assertEquals(List.of("1 messages were delivered and not accepted"), tally.problems(true));
    }

    @Test
    void aMessageWithoutAnOutcomeIsAProblem() {
        // When
        tally.onSubmitted();
        // Then
        assertEquals(List.of("1 messages never got an outcome"), tally.problems(false));
    }

    @Test
    void aSecondOutcomeIsNotCounted() {
        // Given
        tally.onSubmitted();
        // When
        boolean first = tally.onAnswered(3);
        boolean second = tally.onAnswered(3);
        // Then
        assertTrue(first);
        assertFalse(second);
        assertEquals(1, tally.sums().answered());
    }

    @Test
    void whatWasNeverSentIsAProblem() {
        // When
        tally.onForeign();
        // Then
        assertEquals(List.of("1 messages came that were never sent in this phase"), tally.problems(false));
    }

    @Test
    void refusalsAreCountedByFault() {
        // When
        for (int number = 0; number < 3; number++) {
            tally.onSubmitted();
            tally.onAnswered(number);
            tally.onRefused(number, number == 0 ? FaultCode.EXPIRED.number() : FaultCode.MAILBOX_FULL.number());
        }
        // Then
        assertEquals(Map.of(FaultCode.EXPIRED.number(), 1L, FaultCode.MAILBOX_FULL.number(), 2L), tally.refusals());
        assertEquals(List.of(), tally.problems(true));
    }
}
