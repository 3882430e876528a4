package org.waystation.relay.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waystation.federation.outbox.Outcome;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.SubmissionId;

/** Who hears of which outcome. */
class OutcomeWatchersTest {
    private static final Outcome OUTCOME = new Outcome.Answered(Bytes.wrap(new byte[] {1}));

    private final OutcomeWatchers watchers = new OutcomeWatchers();
    private final FakePort one = new FakePort();
    private final FakePort two = new FakePort();

    @Test
    void outcomeIsToldOnceToWhoeverWatches() {
        // Given
        watchers.watch(id(1), one);

        // When
        watchers.onOutcome(id(1), OUTCOME);
        watchers.onOutcome(id(1), OUTCOME);
        watchers.onOutcome(id(2), OUTCOME);

        // Then
        assertEquals(List.of(ready(1)), one.pushes());
    }

    @Test
    void laterWatcherReplacesAnEarlierWhoseEndThenDisturbsNobody() {
        // Given
        watchers.watch(id(1), one);
        watchers.watch(id(1), two);

        // When
        watchers.onGone(one);
        watchers.onOutcome(id(1), OUTCOME);

        // Then
        assertEquals(List.of(), one.pushes());
        assertEquals(List.of(ready(1)), two.pushes());
    }

    @Test
    void connectionThatIsGoneIsToldNothing() {
        // Given
        watchers.watch(id(1), one);

        // When
        watchers.onGone(one);
        watchers.onGone(one);
        watchers.onOutcome(id(1), OUTCOME);

        // Then
        assertEquals(List.of(), one.pushes());
    }

    @Test
    void whatOneConnectionWatchesIsBoundedAndRoomComesBack() {
        // Given
        for (int i = 0; i < OutcomeWatchers.MAX_WATCHED; i++) {
            assertTrue(watchers.watch(id(i), one));
        }

        // When
        boolean tooMany = watchers.watch(id(OutcomeWatchers.MAX_WATCHED), one);
        boolean again = watchers.watch(id(7), one);
        boolean elsewhere = watchers.watch(id(OutcomeWatchers.MAX_WATCHED), two);
        watchers.onOutcome(id(7), OUTCOME);

        // Then
        assertFalse(tooMany);
        assertTrue(again);
        assertTrue(elsewhere);
        assertTrue(watchers.watch(id(OutcomeWatchers.MAX_WATCHED + 1), one));
    }

    @Test
    void takenOverSubmissionsMakeRoom() {
        // Given
        for (int i = 0; i < OutcomeWatchers.MAX_WATCHED; i++) {
            watchers.watch(id(i), one);
        }

        // When
        watchers.watch(id(3), two);

        // Then
        assertTrue(watchers.watch(id(OutcomeWatchers.MAX_WATCHED), one));
    }

    private static SubmissionId id(int number) {
        return SubmissionId.of(
                ByteBuffer.allocate(SubmissionId.LENGTH_BYTES).putInt(number).array());
    }

    private static FromRelay ready(int number) {
        return FromRelay.OutcomeReady.reply(id(number), Bytes.wrap(new byte[] {1}));
    }
}
