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
import org.waystation.client.person.Delivery;
import org.waystation.client.person.Ending;
import org.waystation.client.person.SentText;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;

/** What is submitted again, what is put off, and what is given up. */
final class RetryTest {
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
    void textsKeepTheirOrderHoweverTheirRefusalsCome() {
        // Given
        world.acquainted();
        int before = world.one.taken.size();
        world.one.linkDown = true;
        sendAll("one", "two", "three");
        world.two.refusesAppends = Optional.of(FaultCode.MAILBOX_FULL);
        Deque<ToRelay.Submit> turned = new ArrayDeque<>();
        world.one.outbox.forEach(turned::push);
        world.one.outbox.clear();
        world.one.outbox.addAll(turned);
        world.one.linkDown = false;
        world.one.carry();
        world.run();

        // When
        world.two.refusesAppends = Optional.empty();
        world.pass(Duration.ofSeconds(10));

        // Then
        List<Bytes> requests = requestsSince(before);
        assertEquals(6, requests.size());
        assertEquals(requests.subList(0, 3), requests.subList(3, 6));
        assertEquals(List.of("one", "two", "three"), world.bojan.read());
    }

    @Test
    void whatWaitsBehindARefusedTextCollectsNoPausesOfItsOwn() {
        // Given
        world.acquainted();
        world.two.roomForAppends = 0;
        sendAll("1", "2", "3", "4", "5", "6");

        // When
        for (int i = 0; i < 6; i++) {
            world.two.roomForAppends = 1;
            world.pass(Duration.ofSeconds(3));
        }

        // Then
        assertEquals(List.of("1", "2", "3", "4", "5", "6"), world.bojan.read());
    }

    @Test
    void norDoesItWhenItIsOurRelayThatRefuses() {
        // Given
        world.acquainted();
        world.one.roomForSubmissions = 0;
        sendAll("1", "2", "3", "4", "5", "6");

        // When
        for (int i = 0; i < 6; i++) {
            world.one.roomForSubmissions = 1;
            world.pass(Duration.ofSeconds(3));
        }

        // Then
        assertEquals(List.of("1", "2", "3", "4", "5", "6"), world.bojan.read());
    }

    @Test
    void anOutcomeThatOvertakesTheAnswerToItsSubmissionIsAnsweredWithANewOne() {
        // Given
        world.acquainted();
        int before = world.one.taken.size();
        world.one.outcomesOvertakeAnswers = true;
        world.two.refusesAppends = Optional.of(FaultCode.MAILBOX_FULL);
        world.ana.send("bojan", "patience");
        world.run();

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
    void aPauseThatWasSetByAClockThatWasAheadEndsWhenItIsSetBack() {
        // Given
        world.acquainted();
        Duration ahead = Duration.ofDays(10);
        world.clock.pass(ahead);
        world.two.refusesAppends = Optional.of(FaultCode.MAILBOX_FULL);
        world.ana.send("bojan", "from the future");
        world.run();
        world.two.refusesAppends = Optional.empty();

        // When
        world.pass(ahead.negated());

        // Then
        assertEquals(List.of("from the future"), world.bojan.read());
    }

    private void sendAll(String... texts) {
        for (String each : texts) {
            world.ana.send("bojan", each);
        }
        world.run();
    }

    private List<Bytes> requestsSince(int before) {
        return world.one.taken.subList(before, world.one.taken.size()).stream()
                .map(ToRelay.Submit::request)
                .toList();
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

    @Test
    void onlyOneTextToAContactIsAskedForAtATime() {
        // Given
        World world = new World().acquainted();

        // When
        List.of("one", "two", "three").forEach(text -> world.ana.send("bojan", text));

        // Then
        assertEquals(
                1,
                world.ana.toRelay.stream()
                        .filter(each -> each.message() instanceof ToRelay.Submit)
                        .count());
        world.run();
        assertEquals(List.of("one", "two", "three"), world.bojan.read());
    }
}
