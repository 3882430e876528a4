package org.waystation.client.messenger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waystation.client.person.Contact;
import org.waystation.client.person.Delivery;
import org.waystation.client.person.MessageText;

final class ConversationTest {
    private final World world = new World();

    @Test
    void twoPeopleOnTwoRelaysBecomeContactsAndWrite() {
        // Given
        world.acquainted();

        // When
        long first = world.ana.send("bojan", "Zdravo!");
        world.run();
        long second = world.bojan.send("ana", "Zdravo, Ana.");
        world.run();

        // Then
        assertEquals(List.of("Zdravo!"), world.bojan.read());
        assertEquals(List.of("Zdravo, Ana."), world.ana.read());
        assertEquals(Delivery.ON_THEIR_DEVICE, world.ana.delivery("bojan", first));
        world.run();
        assertEquals(Delivery.READ, world.ana.delivery("bojan", first));
        assertEquals(Delivery.READ, world.bojan.delivery("ana", second));
        assertEquals(0, world.one.envelopesWaiting() + world.two.envelopesWaiting());
        assertTrue(world.one.replies.isEmpty() && world.two.replies.isEmpty(), "every outcome was collected");
        assertTrue(world.ana.messenger().isSettled() && world.bojan.messenger().isSettled());
    }

    @Test
    void aTextInARequestStaysHiddenUntilItIsAccepted() {
        // Given
        world.joined();
        world.ana
                .messenger()
                .add(
                        world.bojan.messenger().account().orElseThrow().link(),
                        Optional.of("bojan"),
                        Optional.of("Ana from the hub"),
                        Optional.of(new MessageText("It is me.")));
        world.run();
        assertEquals(List.of(), world.bojan.read());
        Contact request = world.bojan.messenger().contact("contact-1").orElseThrow();
        assertEquals(Contact.State.REQUESTED, request.state());
        assertEquals(Optional.of("Ana from the hub"), request.callsItself());

        // When
        world.bojan.messenger().accept("contact-1", Optional.empty());
        world.run();

        // Then
        assertEquals(List.of("It is me."), world.bojan.read());
        assertEquals(Contact.State.ESTABLISHED, world.ana.state("bojan"));
        assertEquals(Delivery.ON_THEIR_DEVICE, world.ana.delivery("bojan", 1));
    }

    @Test
    void whatIsWrittenBeforeTheOtherAcceptsArrivesInOrder() {
        // Given
        world.introduced();

        // When
        for (int i = 1; i <= 5; i++) {
            world.ana.send("bojan", "text " + i);
            world.run();
        }
        world.bojan.messenger().accept("contact-1", Optional.of("ana"));
        world.run();

        // Then
        assertEquals(List.of("text 1", "text 2", "text 3", "text 4", "text 5"), world.bojan.read());
    }

    @Test
    void moreThanAStrangersTextsWaitHereUntilTheOtherAccepts() {
        // Given
        world.introduced();
        int most = LetterReader.MAX_TEXTS_IN_REQUEST;
        List<String> written = new ArrayList<>();
        for (int i = 1; i <= most + 20; i++) {
            written.add("text " + i);
            world.ana.send("bojan", "text " + i);
        }
        world.run();
        assertEquals(Delivery.AT_THEIR_RELAY, world.ana.delivery("bojan", most));
        assertEquals(Delivery.WAITING_HERE, world.ana.delivery("bojan", most + 1));

        // When
        world.bojan.messenger().accept("contact-1", Optional.of("ana"));
        world.run();

        // Then
        bojanReadsAllOf(written);
    }

    @Test
    void aTextThatWaitedInVainForTheOtherToAcceptIsGivenUpWithAWord() {
        // Given
        world.introduced();
        int most = LetterReader.MAX_TEXTS_IN_REQUEST;
        for (int i = 1; i <= most + 1; i++) {
            world.ana.send("bojan", "text " + i);
        }
        world.run();

        // When
        world.ana.disconnect();
        world.clock.pass(LetterWriter.LIFETIME.plusDays(1));
        world.ana.connect();
        world.run();

        // Then
        assertEquals(Delivery.EXPIRED, world.ana.delivery("bojan", most + 1));
    }

    @Test
    void whatIsWrittenToSomebodyWhoLetsAnIntroductionLieForWeeksArrives() {
        // Given
        world.introduced();
        List<String> written = new ArrayList<>();
        for (int day = 0; day < 50; day++) {
            if (day % 20 == 0) {
                written.add("day " + day);
                world.ana.send("bojan", "day " + day);
            }
            reconnectDaily(1);
        }
        assertEquals(1, world.bojan.messenger().contacts().size());

        // When
        world.bojan.messenger().accept("contact-1", Optional.of("ana"));
        world.run();

        // Then
        bojanReadsAllOf(written);
    }

    @Test
    void aNewIntroductionThatCannotBeBegunNowLosesNobody() {
        // Given: they have accepted meanwhile, and their front door is gone.
        world.introduced();
        world.ana.disconnect();
        world.bojan.messenger().accept("contact-1", Optional.of("ana"));
        world.run();
        world.clock.pass(Adding.INTRODUCTION_LASTS.plusDays(1));
        world.ana.send("bojan", "late");
        world.two.boxes.remove(
                world.bojan.messenger().account().orElseThrow().link().frontDoor());

        // When
        world.ana.connect();
        world.run();

        // Then
        assertEquals(Contact.State.ESTABLISHED, world.ana.state("bojan"));
        assertEquals(List.of("late"), world.bojan.read());
    }

    @Test
    void whoseIntroductionWasLostWhileTheOthersArrivedIntroducesThemselvesAnew() {
        // Given: both ask, and the request of the one whose session counts never arrives.
        world.joined();
        boolean anaCounts = Arrays.compareUnsigned(fingerprint(world.ana), fingerprint(world.bojan)) < 0;
        Person one = anaCounts ? world.ana : world.bojan;
        Person other = anaCounts ? world.bojan : world.ana;
        other.disconnect();
        World.add(one, other, "other");
        world.run();
        other.relay.boxes.values().forEach(box -> box.envelopes.clear());
        other.relay.boxes.values().forEach(box -> box.known.clear());
        other.connect();
        world.run();
        World.add(other, one, "one");
        world.run();

        // When
        reconnectDaily(45);
        one.send("other", "after all this time");
        world.run();

        // Then
        assertEquals(List.of("after all this time"), other.read());
    }

    private static byte[] fingerprint(Person person) {
        return person.messenger().account().orElseThrow().link().fingerprint().toByteArray();
    }

    private void reconnectDaily(int days) {
        for (int day = 0; day < days; day++) {
            world.people.forEach(Person::disconnect);
            world.clock.pass(Duration.ofDays(1));
            world.people.forEach(Person::connect);
            world.run();
        }
    }

    @Test
    void anAnswerThatCrossesANewIntroductionIsEnough() {
        // Given
        world.introduced();
        world.ana.disconnect();
        world.bojan.messenger().accept("contact-1", Optional.of("ana"));
        world.run();
        world.clock.pass(Adding.INTRODUCTION_LASTS.plusDays(1));
        world.ana.send("bojan", "late");

        // When
        world.ana.connect();
        world.run();

        // Then
        assertEquals(Contact.State.ESTABLISHED, world.ana.state("bojan"));
        assertEquals(Contact.State.ESTABLISHED, world.bojan.state("ana"));
        assertEquals(List.of("late"), world.bojan.read());
    }

    @Test
    void whatIsWrittenToSomebodyAwayIsThereWhenTheyComeBack() {
        // Given
        world.acquainted();
        world.bojan.disconnect();
        List<String> written = new ArrayList<>();
        for (int i = 1; i <= 50; i++) {
            written.add("text " + i);
            world.ana.send("bojan", "text " + i);
            world.run();
        }
        assertEquals(Delivery.AT_THEIR_RELAY, world.ana.delivery("bojan", 50));

        // When
        world.bojan.connect();
        world.run();

        // Then
        bojanReadsAllOf(written);
    }

    @Test
    void whatIsWrittenWithoutAConnectionWaitsHere() {
        // Given
        world.acquainted();
        world.ana.disconnect();

        // When
        world.ana.send("bojan", "one");
        world.ana.send("bojan", "two");

        // Then
        assertEquals(Delivery.WAITING_HERE, world.ana.delivery("bojan", 1));
        world.ana.connect();
        world.run();
        assertEquals(List.of("one", "two"), world.bojan.read());
    }

    @Test
    void twoPeopleOfOneRelayGoTheSameWay() {
        // Given
        world.joined();
        Person dragan = world.newcomer(world.one);

        // When
        World.add(world.ana, dragan, "dragan");
        world.run();
        dragan.messenger().accept("contact-1", Optional.of("ana"));
        world.run();
        dragan.send("ana", "same relay");
        world.run();

        // Then
        assertEquals(List.of("same relay"), world.ana.read());
        assertTrue(
                world.one.taken.stream().allMatch(each -> each.destination().equals(world.one.id)),
                "submitted to the relay itself");
    }

    @Test
    void twoPeopleWhoAddEachOtherAtTheSameTimeAreContactsAtOnce() {
        // Given
        world.joined();

        // When
        World.add(world.ana, world.bojan, "bojan");
        World.add(world.bojan, world.ana, "ana");
        world.ana.send("bojan", "a1");
        world.bojan.send("ana", "b1");
        world.run();
        world.ana.send("bojan", "a2");
        world.bojan.send("ana", "b2");
        world.run();

        // Then
        assertEquals(List.of("b1", "b2"), world.ana.read());
        assertEquals(List.of("a1", "a2"), world.bojan.read());
        assertEquals(1, world.ana.messenger().contacts().size());
        assertEquals(1, world.bojan.messenger().contacts().size());
        assertEquals(Contact.State.ESTABLISHED, world.ana.state("bojan"));
        assertEquals(Contact.State.ESTABLISHED, world.bojan.state("ana"));
    }

    @Test
    void aConversationGoesOnForLong() {
        // Given
        world.acquainted();
        List<String> byAna = new ArrayList<>();
        List<String> byBojan = new ArrayList<>();

        // When
        for (int i = 0; i < 200; i++) {
            Person from = i % 3 == 0 ? world.bojan : world.ana;
            (i % 3 == 0 ? byBojan : byAna).add("text " + i);
            from.send(i % 3 == 0 ? "ana" : "bojan", "text " + i);
            if (i % 7 == 0) {
                world.run();
            }
        }
        world.run();

        // Then
        assertEquals(byAna, world.bojan.read());
        assertEquals(byBojan, world.ana.read());
    }

    /** And Ana is told so. */
    private void bojanReadsAllOf(List<String> written) {
        assertEquals(written, world.bojan.read());
        world.run();
        assertEquals(Delivery.READ, world.ana.delivery("bojan", written.size()));
    }
}
