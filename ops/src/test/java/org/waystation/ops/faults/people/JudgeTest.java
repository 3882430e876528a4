package org.waystation.ops.faults.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.sealed.Answer;

/** The judge of the faults finds what it is there to find. */
final class JudgeTest {
    /** Letters 0 and 4 are one conversation, 1 and 5 the next. */
    private static final Course COURSE = new Course(2, 2, 6);

    private final Judge judge = new Judge(COURSE);

    private void everyLetterIsSettled() {
        for (int letter = 0; letter < COURSE.letters(); letter++) {
            judge.onTaken(letter);
            judge.onOutcome(letter, Optional.of(new Answer.Appended(false, Optional.empty())));
        }
    }

    private void shown(int... letters) {
        for (int letter : letters) {
            judge.onShown(letter, COURSE.mailboxOf(letter));
        }
    }

    @Test
    void conversationsMayOvertakeEachOther() {
        // Given
        everyLetterIsSettled();
        // When
        shown(3, 1, 2, 0, 5, 4);
        // Then
        assertTrue(judge.verdict().isClean());
    }

    @Test
    void aLetterThatWasTakenAndNeverShownIsLost() {
        // Given
        everyLetterIsSettled();
        // When
        shown(0, 1, 2, 3, 4);
        // Then
        assertEquals(1, judge.verdict().lost());
        assertFalse(judge.verdict().isClean());
    }

    @Test
    void aLetterThatIsShownTwiceIsADuplicate() {
        // Given
        everyLetterIsSettled();
        // When
        shown(0, 1, 2, 3, 4, 5, 2);
        // Then
        assertEquals(1, judge.verdict().duplicated());
        assertFalse(judge.verdict().isClean());
    }

    @Test
    void aLetterAfterALaterOneOfItsConversationIsOutOfOrder() {
        // Given
        everyLetterIsSettled();
        // When
        shown(1, 2, 3, 4, 0, 5);
        // Then
        assertEquals(1, judge.verdict().outOfOrder());
        assertFalse(judge.verdict().isClean());
    }

    @Test
    void aLetterWithoutAnOutcomeIsAComplaint() {
        // Given
        judge.onTaken(0);
        // When
        shown(0);
        // Then
        assertEquals(List.of("6 letters without an outcome"), judge.verdict().complaints());
    }

    @Test
    void aLetterThatTheRelaysGaveUpIsAComplaint() {
        // Given
        everyLetterIsSettled();
        shown(0, 1, 2, 3, 4, 5);
        // When
        judge.onOutcome(0, Optional.empty());
        // Then
        assertEquals(List.of("an outcome that is no success"), judge.verdict().complaints());
    }

    @Test
    void aLetterInAnothersMailboxIsAComplaint() {
        // Given
        everyLetterIsSettled();
        // When
        judge.onShown(0, 1);
        // Then
        assertEquals(List.of("a letter in another's mailbox"), judge.verdict().complaints());
    }
}
