package org.waystation.relay.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.waystation.federation.outbox.Outbox;
import org.waystation.federation.outbox.OutboxLimits;
import org.waystation.federation.outbox.Outcome;
import org.waystation.federation.outbox.Submission;
import org.waystation.federation.store.Batch;
import org.waystation.federation.store.InMemoryStore;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MemberKey;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SubmissionId;
import org.waystation.protocol.limits.Lane;
import org.waystation.relay.NobodyHears;

/** Who hears of which outcome. */
class OutcomeWatchersTest {
    private static final Outcome OUTCOME = new Outcome.Answered(Bytes.wrap(new byte[] {1}));

    private static final RelayId PARTNER = RelayId.of(new byte[RelayId.LENGTH_BYTES]);
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    private final InMemoryStore store = new InMemoryStore();
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

    @Test
    void outcomesThatAFailedWriteLeftOnTheDiskAreToldSomeInEachTick() {
        // Given
        Outbox outbox = withUntoldOutcomes(513);
        watchers.onDoubt();

        // When
        turn(tx -> watchers.onTick(tx, outbox));
        int inTheFirst = one.pushes().size();
        turn(tx -> watchers.onTick(tx, outbox));
        turn(tx -> watchers.onTick(tx, outbox));

        // Then
        assertEquals(512, inTheFirst);
        assertEquals(513, one.pushes().size());
        assertEquals(513, Set.copyOf(one.pushes()).size());
    }

    @Test
    void tickThatFailsIsNoAnswerToADoubt() {
        // Given
        Outbox outbox = withUntoldOutcomes(1);
        watchers.onDoubt();
        try (Batch batch = store.begin()) {
            watchers.onTick(new Transaction(batch), outbox);
        }
        List<FromRelay> atFirst = one.pushes();

        // When
        turn(tx -> watchers.onTick(tx, outbox));

        // Then
        assertEquals(List.of(), atFirst);
        assertEquals(1, one.pushes().size());
    }

    /** So many submissions that one connection watches, and whose outcomes came to be without anybody hearing of it. */
    private Outbox withUntoldOutcomes(int count) {
        Outbox outbox = new Outbox(OutboxLimits.DEFAULT, (relay, at) -> Optional.empty(), new NobodyHears());
        Instant expiry = NOW.plusSeconds(60);
        for (int i = 0; i < count; i++) {
            Submission each = new Submission(id(i), PARTNER, Lane.MESSAGE, expiry, Bytes.wrap(new byte[] {1}));
            turn(tx -> outbox.submit(tx, each, MemberKey.of(new byte[MemberKey.LENGTH_BYTES]), NOW));
            watchers.watch(id(i), one);
        }
        boolean[] more = {true};
        while (more[0]) {
            turn(tx -> more[0] = outbox.onTick(tx, expiry));
        }
        return outbox;
    }

    private void turn(Consumer<Transaction> task) {
        List<Runnable> actions;
        try (Batch batch = store.begin()) {
            Transaction tx = new Transaction(batch);
            task.accept(tx);
            actions = tx.commit();
        }
        actions.forEach(Runnable::run);
    }

    private static SubmissionId id(int number) {
        return SubmissionId.of(
                ByteBuffer.allocate(SubmissionId.LENGTH_BYTES).putInt(number).array());
    }

    private static FromRelay ready(int number) {
        return FromRelay.OutcomeReady.reply(id(number), Bytes.wrap(new byte[] {1}));
    }
}
