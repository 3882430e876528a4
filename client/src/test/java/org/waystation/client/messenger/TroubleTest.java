package org.waystation.client.messenger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.EnvelopeId;

/** Lost answers, crashes, repeats and refusals on the way of a message. */
final class TroubleTest {
    private final World world = new World();

    @Test
    void aSubmitWhoseAnswerIsLostIsRepeatedByteForByteAndArrivesOnce() {
        // Given
        world.acquainted();
        int before = world.one.taken.size();
        world.one.linkDown = true;
        world.ana.connection().swallowsAnswersTo.add(ToRelay.Submit.class);
        world.ana.send("bojan", "once");
        world.run();
        assertEquals(Delivery.WAITING_HERE, world.ana.delivery("bojan", 1));

        // When
        world.one.linkDown = false;
        world.ana.disconnect();
        world.ana.connect();
        world.run();

        // Then
        List<ToRelay.Submit> submits = world.one.taken.subList(before, world.one.taken.size());
        assertEquals(submits.get(0), submits.get(1));
        assertEquals(Delivery.ON_THEIR_DEVICE, world.ana.delivery("bojan", 1));
        assertEquals(List.of("once"), world.bojan.read());
    }

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
    void aTemporaryRefusalIsTriedAgainLaterWithANewSubmissionOfTheSameBytes() {
        // Given
        world.acquainted();
        int before = world.one.taken.size();
        world.two.refusesAppends = Optional.of(FaultCode.MAILBOX_FULL);
        world.ana.send("bojan", "patience");
        world.run();
        assertEquals(Delivery.AT_YOUR_RELAY, world.ana.delivery("bojan", 1));

        // When
        world.two.refusesAppends = Optional.empty();
        world.pass(Duration.ofSeconds(10));

        // Then
        List<ToRelay.Submit> submits = world.one.taken.subList(before, world.one.taken.size());
        assertEquals(2, submits.size());
        assertEquals(submits.get(0).request(), submits.get(1).request());
        assertFalse(submits.get(0).submission().equals(submits.get(1).submission()));
        assertEquals(List.of("patience"), world.bojan.read());
    }

    @Test
    void laterTextsDoNotOvertakeOneThatIsPutOff() {
        // Given
        world.acquainted();
        world.two.refusesAppends = Optional.of(FaultCode.MAILBOX_FULL);
        world.ana.send("bojan", "one");
        world.run();

        // When
        world.two.refusesAppends = Optional.empty();
        world.ana.send("bojan", "two");
        world.run();

        // Then
        assertEquals(Delivery.WAITING_HERE, world.ana.delivery("bojan", 2));
        world.pass(Duration.ofSeconds(10));
        assertEquals(List.of("one", "two"), world.bojan.read());
    }

    @Test
    void aFinalRefusalIsToldWithItsReason() {
        // Given
        world.acquainted();
        world.two.refusesAppends = Optional.of(FaultCode.UNKNOWN_MAILBOX);

        // When
        world.ana.send("bojan", "nobody there");
        world.run();

        // Then
        long bojan = world.ana.messenger().contact("bojan").orElseThrow().id();
        SentText sent = world.ana.messenger().sent(bojan, 1).orElseThrow();
        assertEquals(Delivery.REFUSED, sent.delivery());
        assertTrue(sent.fault().orElseThrow().is(FaultCode.UNKNOWN_MAILBOX));
    }

    @Test
    void aSubmissionThatTheRelayHasForgottenIsSubmittedAgain() {
        // Given
        world.acquainted();
        world.one.linkDown = true;
        world.ana.send("bojan", "not forgotten");
        world.run();
        world.ana.disconnect();

        // When
        world.one.outbox.clear();
        world.one.taken.clear();
        world.one.linkDown = false;
        world.ana.connect();
        world.run();
        world.pass(Duration.ofSeconds(10));

        // Then
        assertEquals(List.of("not forgotten"), world.bojan.read());
    }

    @Test
    void aRequestToAnOldRoutingKeyIsSealedAgainToTheNewOne() {
        // Given
        world.acquainted();
        world.two.rotateRoutingKey();

        // When
        world.ana.send("bojan", "new key");
        world.run();
        world.pass(Duration.ofSeconds(10));

        // Then
        assertEquals(List.of("new key"), world.bojan.read());
    }

    @Test
    void whatIsNotDeliveredInTimeExpires() {
        // Given
        world.acquainted();
        world.ana.disconnect();
        world.ana.send("bojan", "too late");

        // When
        world.clock.pass(LetterWriter.LIFETIME.plusDays(1));
        world.ana.connect();
        world.run();

        // Then
        assertEquals(Delivery.EXPIRED, world.ana.delivery("bojan", 1));
        assertEquals(List.of(), world.bojan.read());
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

    @Test
    void aRelayThatDoesNotAnswerIsGivenUp() {
        // Given
        world.acquainted();
        world.one.linkDown = true;
        world.ana.connection().swallowsAnswersTo.add(ToRelay.Submit.class);
        world.ana.send("bojan", "silence");
        world.run();

        // When
        world.pass(Duration.ofSeconds(31));

        // Then
        assertEquals(1, world.ana.endings.size());
        assertTrue(world.ana.endings.get(0) instanceof Ending.Lost);
        assertEquals(Delivery.WAITING_HERE, world.ana.delivery("bojan", 1));
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
