package org.waystation.client.messenger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waystation.client.person.Notice;
import org.waystation.client.person.ReceivedText;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.EnvelopeId;

/** Crashes, repeats, rubbish and disorder on the way of a message. */
final class TroubleTest {
    private final World world = new World();

    @Test
    void aCrashBetweenCommitAndAcknowledgeShowsNothingTwice() {
        // Given
        world.acquainted();
        world.bojan.disconnect();
        world.ana.send("bojan", "once");
        world.run();
        world.bojan.connect();
        while (world.bojan.messenger().unread(Optional.empty(), 1).isEmpty()) {
            assertTrue(world.bojan.step());
        }
        int waiting = world.two.envelopesWaiting();
        assertEquals(List.of("once"), world.bojan.read());

        // When
        world.bojan.crash();
        world.bojan.connect();
        world.run();

        // Then
        assertEquals(1, waiting, "it had not been acknowledged");
        assertEquals(0, world.two.envelopesWaiting());
        assertEquals(List.of(), world.bojan.read());
        assertEquals(0, world.bojan.messenger().account().orElseThrow().unreadable());
    }

    @Test
    void anEnvelopeIsAcknowledgedOnlyAfterItsTextIsInTheVault() {
        // Given
        world.acquainted();
        world.ana.send("bojan", "safe");
        while (!deliveryIsNext(world.bojan)) {
            assertTrue(world.ana.step());
        }

        // When
        world.bojan.step();

        // Then
        assertTrue(world.bojan.toRelay.stream().anyMatch(each -> each.message() instanceof ToRelay.Acknowledge));
        world.bojan.crash();
        assertEquals(List.of("safe"), world.bojan.read());
    }

    @Test
    void textsThatArriveInTheWrongOrderAreShownInTheRightOne() {
        // Given
        world.acquainted();
        world.bojan.disconnect();
        world.ana.send("bojan", "one");
        world.ana.send("bojan", "two");
        world.ana.send("bojan", "three");
        world.run();
        Deque<FakeRelay.Envelope> box = onlyBoxWithEnvelopes();

        // When
        Deque<FakeRelay.Envelope> turned = new ArrayDeque<>();
        box.forEach(turned::push);
        box.clear();
        box.addAll(turned);
        world.bojan.connect();
        world.run();

        // Then
        assertEquals(List.of("one", "two", "three"), world.bojan.read());
    }

    @Test
    void aTextThatNeverComesHoldsUpTheNextForAWhileOnly() {
        // Given
        world.acquainted();
        world.bojan.disconnect();
        world.ana.send("bojan", "lost");
        world.ana.send("bojan", "kept");
        world.run();
        onlyBoxWithEnvelopes().removeFirst();
        world.bojan.connect();
        world.run();

        // When
        List<String> atFirst = world.bojan.read();
        world.clock.pass(Texts.PATIENCE.plusSeconds(1));
        List<String> later = world.bojan.read();

        // Then
        assertEquals(List.of(), atFirst);
        assertEquals(List.of("kept"), later);
    }

    @Test
    void aGapIsWaitedForOnceAndNotByEveryTextFromThenOn() {
        // Given
        world.acquainted();
        world.bojan.disconnect();
        world.ana.send("bojan", "lost");
        world.ana.send("bojan", "lost too");
        world.ana.send("bojan", "kept");
        world.run();
        onlyBoxWithEnvelopes().removeFirst();
        onlyBoxWithEnvelopes().removeFirst();
        world.bojan.connect();
        world.run();
        world.clock.pass(Texts.PATIENCE.plusSeconds(1));
        List<ReceivedText> behind = world.bojan.messenger().unread(Optional.empty(), 10);
        world.bojan.read();

        // When
        world.ana.send("bojan", "next");
        world.run();

        // Then
        assertEquals(
                List.of(2L), behind.stream().map(ReceivedText::missingBefore).toList());
        assertEquals(List.of("next"), world.bojan.read());
    }

    @Test
    void anUnreadableEnvelopeIsAcknowledgedCountedAndBlocksNothing() {
        // Given
        world.acquainted();
        FakeRelay.Box box = world.two.boxes.values().stream()
                .filter(each -> !each.made.frontDoor())
                .findFirst()
                .orElseThrow();

        // When
        world.two.put(box, EnvelopeId.of(world.entropy.bytes(16)), Bytes.wrap(world.entropy.bytes(1_024)));
        world.ana.send("bojan", "after it");
        world.run();

        // Then
        assertEquals(0, world.two.envelopesWaiting());
        assertEquals(1, world.bojan.messenger().account().orElseThrow().unreadable());
        assertTrue(world.bojan.notices.stream().anyMatch(Notice.Unreadable.class::isInstance));
        assertEquals(List.of("after it"), world.bojan.read());
    }

    @Test
    void rubbishAtTheFrontDoorCostsNothingButItself() {
        // Given
        world.joined();
        FakeRelay.Box door = world.two.boxes.values().iterator().next();

        // When
        world.two.put(door, EnvelopeId.of(world.entropy.bytes(16)), Bytes.wrap(world.entropy.bytes(4_096)));
        world.run();

        // Then
        assertEquals(0, world.two.envelopesWaiting());
        assertEquals(List.of(), world.bojan.messenger().contacts());
        assertTrue(world.bojan.messenger().isLoggedIn());
    }

    @Test
    void aReplayedIntroductionMakesNoSecondRequest() {
        // Given
        world.joined();
        world.bojan.disconnect();
        World.add(world.ana, world.bojan, "bojan");
        world.run();
        FakeRelay.Box door = world.two.boxes.values().iterator().next();
        FakeRelay.Envelope introduction = door.envelopes.getFirst();
        world.bojan.connect();
        world.run();

        // When
        world.two.put(door, EnvelopeId.of(world.entropy.bytes(16)), introduction.content);
        world.run();

        // Then
        assertEquals(1, world.bojan.messenger().contacts().size());
        assertEquals(0, world.two.envelopesWaiting());
    }

    @Test
    void aMailboxThatTheRelayHasLostIsMadeAgain() {
        // Given
        world.acquainted();
        world.bojan.disconnect();
        world.two.boxes.clear();

        // When
        world.bojan.connect();
        world.run();
        world.ana.send("bojan", "still here");
        world.run();

        // Then
        assertEquals(List.of("still here"), world.bojan.read());
    }

    private static boolean deliveryIsNext(Person person) {
        return Optional.ofNullable(person.connection().toClient.peek())
                .filter(next -> person.toRelay.isEmpty() && next.message() instanceof FromRelay.Deliver)
                .isPresent();
    }

    private Deque<FakeRelay.Envelope> onlyBoxWithEnvelopes() {
        return world.two.boxes.values().stream()
                .map(each -> each.envelopes)
                .filter(each -> !each.isEmpty())
                .findFirst()
                .orElseThrow();
    }
}
