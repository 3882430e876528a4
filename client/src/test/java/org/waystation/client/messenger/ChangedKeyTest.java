package org.waystation.client.messenger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waystation.client.person.Contact;
import org.waystation.client.person.ContactResult;
import org.waystation.client.person.Delivery;
import org.waystation.client.person.MessageText;
import org.waystation.client.person.ReceivedText;
import org.waystation.client.rows.ContactRow;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.link.ContactLink;

/** Ana knows Bojan; then another key comes up for him, here that of Vesna. */
final class ChangedKeyTest {
    private final World world = new World();
    private final Person vesna = new Person(world.one, world.clock, world.entropy);

    @BeforeEach
    void acquaint() {
        world.people.add(vesna);
        vesna.join();
        world.acquainted();
    }

    private static ContactLink linkOf(Person person) {
        return person.messenger().account().orElseThrow().link();
    }

    private ContactResult anaAdds(ContactLink link, String name) {
        return world.ana.messenger().add(link, Optional.of(name), Optional.empty(), Optional.empty());
    }

    private ContactResult anaWrites(String text) {
        ContactResult result = world.ana.messenger().send("bojan", new MessageText(text));
        world.run();
        return result;
    }

    private Contact bojanOfAna() {
        return world.ana.messenger().contact("bojan").orElseThrow();
    }

    private Contact decided(boolean replace) {
        KeyTrust trust = world.ana.messenger().keyTrust();
        ContactResult result = replace ? trust.replaceKey("bojan") : trust.keepKey("bojan");
        world.run();
        return assertInstanceOf(ContactResult.Done.class, result).contact();
    }

    /** What Vesna has read after accepting whoever asks. */
    private List<String> vesnaAcceptsAndReads() {
        vesna.messenger().accept("contact-1", Optional.of("ana"));
        world.run();
        return vesna.read();
    }

    @Test
    void anotherKeyUnderTheNameOfAContactStopsSending() {
        // When
        ContactResult added = anaAdds(linkOf(vesna), "Bojan");
        ContactResult written = anaWrites("for whom?");

        // Then
        assertInstanceOf(ContactResult.KeyChanged.class, added);
        long number = assertInstanceOf(ContactResult.Held.class, written).number();
        assertEquals(Delivery.WAITING_HERE, world.ana.delivery("bojan", number));
        assertEquals(
                Optional.of(linkOf(vesna).fingerprint()), bojanOfAna().trust().claimed());
        assertEquals(List.of(), world.bojan.read());
        assertEquals(List.of(), vesna.messenger().contacts());
        assertTrue(world.ana.messenger().isSettled(), "nothing is under way");
    }

    @Test
    void theKeyThatIsKeptGetsWhatWaitedAndTheOtherNothing() {
        // Given
        anaAdds(linkOf(vesna), "bojan");
        anaWrites("one");
        anaWrites("two");

        // When
        Contact kept = decided(false);

        // Then
        assertEquals(linkOf(world.bojan).fingerprint(), kept.fingerprint());
        assertEquals(List.of("one", "two"), world.bojan.read());
        assertEquals(List.of(), vesna.messenger().contacts());
        assertInstanceOf(ContactResult.Written.class, anaWrites("three"));
        assertEquals(List.of("three"), world.bojan.read());
    }

    @Test
    void theKeyThatReplacesGetsTheNameAndWhatWaitedAndTheOldOneNothing() {
        // Given
        anaWrites("before");
        anaAdds(linkOf(vesna), "bojan");
        anaWrites("one");
        anaWrites("two");

        // When
        Contact replaced = decided(true);

        // Then
        assertEquals(linkOf(vesna).fingerprint(), replaced.fingerprint());
        assertEquals(List.of("one", "two"), vesnaAcceptsAndReads());
        assertEquals(List.of("before"), world.bojan.read());
        assertEquals(Contact.State.REPLACED, world.ana.state("bojan-old-key"));
        anaWrites("three");
        assertEquals(List.of("three"), vesna.read());
        assertEquals(List.of(), world.bojan.read());
    }

    @Test
    void whatIsSealedToTheOldKeyButNotTakenIsSealedAnew() {
        // Given
        world.ana.disconnect();
        anaWrites("one");
        anaWrites("two");
        anaAdds(linkOf(vesna), "bojan");
        world.ana.connect();
        world.run();
        assertEquals(List.of(), world.bojan.read());

        // When
        decided(true);

        // Then
        assertEquals(List.of("one", "two"), vesnaAcceptsAndReads());
        assertEquals(List.of(), world.bojan.read());
    }

    @Test
    void whatOurRelayGivesBackLaterGoesToTheKeyOfThatDay() {
        // Given
        world.one.linkDown = true;
        anaWrites("under way");
        assertEquals(Delivery.AT_YOUR_RELAY, world.ana.delivery("bojan", 1));
        anaAdds(linkOf(vesna), "bojan");
        decided(true);

        // When
        world.one.partners.remove(world.two.id);
        world.one.linkDown = false;
        world.one.carry();
        world.run();

        // Then
        assertEquals(List.of("under way"), vesnaAcceptsAndReads());
        assertEquals(List.of(), world.bojan.read());
    }

    @Test
    void anotherFingerprintBehindAKnownFrontDoorIsAClaimWhateverItsName() {
        // Given
        ContactLink real = linkOf(world.bojan);
        ContactLink substituted = new ContactLink(
                real.relayName(), real.relay(), real.frontDoor(), Bytes.wrap(new byte[32]), real.linkToken());

        // When
        ContactResult result = anaAdds(substituted, "somebody new");

        // Then
        assertEquals(
                "bojan",
                assertInstanceOf(ContactResult.KeyChanged.class, result)
                        .contact()
                        .name());
        assertInstanceOf(ContactResult.Held.class, anaWrites("waits"));
        decided(false);
        assertEquals(List.of("waits"), world.bojan.read());
    }

    @Test
    void theRightLinkAfterASubstitutedOneIsDecidedByThePerson() {
        // Given
        ContactLink real = linkOf(vesna);
        anaAdds(
                new ContactLink(
                        real.relayName(), real.relay(), real.frontDoor(), Bytes.wrap(new byte[32]), real.linkToken()),
                "vesna");
        world.run();
        assertEquals(Contact.State.UNREACHABLE, world.ana.state("vesna"));

        // When
        ContactResult again = anaAdds(real, "vesna");
        world.ana.messenger().keyTrust().replaceKey("vesna");
        world.run();

        // Then
        assertInstanceOf(ContactResult.KeyChanged.class, again);
        assertEquals(Contact.State.INTRODUCED, world.ana.state("vesna"));
        assertEquals(
                real.fingerprint(),
                world.ana.messenger().contact("vesna").orElseThrow().fingerprint());
    }

    @Test
    void aRequestAcceptedByTheNameOfAContactIsAClaim() {
        // Given
        World.add(vesna, world.ana, "ana");
        world.run();

        // When
        ContactResult result = world.ana.messenger().accept("contact-2", Optional.of("bojan"));

        // Then
        assertInstanceOf(ContactResult.KeyChanged.class, result);
        assertInstanceOf(ContactResult.Held.class, anaWrites("waits"));
        assertEquals(Contact.State.REQUESTED, world.ana.state("contact-2"));
        assertEquals(List.of(), world.bojan.read());
    }

    @Test
    void aRequestWhoseClaimIsTurnedDownStaysARequest() {
        // Given
        World.add(vesna, world.ana, "ana");
        world.run();
        world.ana.messenger().accept("contact-2", Optional.of("bojan"));
        anaWrites("for the old one");

        // When
        decided(false);

        // Then
        assertEquals(List.of("for the old one"), world.bojan.read());
        assertEquals(Contact.State.REQUESTED, world.ana.state("contact-2"));
        assertEquals(Contact.State.INTRODUCED, vesna.state("ana"));
    }

    @Test
    void aRequestWhoseClaimIsGrantedBecomesTheContact() {
        // Given
        World.add(vesna, world.ana, "ana");
        world.run();
        world.ana.messenger().accept("contact-2", Optional.of("bojan"));
        anaWrites("for the new one");

        // When
        decided(true);
        vesna.send("ana", "it is me");
        world.run();

        // Then
        assertEquals(List.of("for the new one"), vesna.read());
        assertEquals(List.of("it is me"), world.ana.read());
        assertEquals(Contact.State.ESTABLISHED, world.ana.state("bojan"));
        assertEquals(List.of(), world.bojan.read());
    }

    @Test
    void aStrangerWhoOnlyCallsItselfLikeAContactStopsNothing() {
        // When
        vesna.messenger().add(linkOf(world.ana), Optional.of("ana"), Optional.of("bojan"), Optional.empty());
        world.run();

        // Then
        assertEquals(
                Optional.of("bojan"),
                world.ana.messenger().contact("contact-2").orElseThrow().callsItself());
        assertInstanceOf(ContactResult.Written.class, anaWrites("goes"));
        assertEquals(List.of("goes"), world.bojan.read());
    }

    @Test
    void twoPeopleWithSimilarNamesAreTwoPeople() {
        // When
        ContactResult result = anaAdds(linkOf(vesna), "bojan b.");

        // Then
        assertInstanceOf(ContactResult.Done.class, result);
        assertInstanceOf(ContactResult.Written.class, anaWrites("goes"));
    }

    @Test
    void whatIsHeldStaysHeldAfterTheProgramWasKilled() {
        // Given
        world.ana.disconnect();
        anaWrites("sealed before");
        anaAdds(linkOf(vesna), "bojan");

        // When
        world.ana.crash();
        world.ana.connect();
        world.run();

        // Then
        assertEquals(List.of(), world.bojan.read());
        assertTrue(world.ana.messenger().isSettled());
        decided(false);
        assertEquals(List.of("sealed before"), world.bojan.read());
    }

    @Test
    void theLatestClaimIsTheOneThatIsDecidedAbout() {
        // Given
        ContactLink real = linkOf(world.bojan);
        anaAdds(
                new ContactLink(
                        real.relayName(), real.relay(), real.frontDoor(), Bytes.wrap(new byte[32]), real.linkToken()),
                "bojan");
        anaAdds(linkOf(vesna), "bojan");

        // When
        Contact replaced = decided(true);

        // Then
        assertEquals(linkOf(vesna).fingerprint(), replaced.fingerprint());
    }

    @Test
    void aReplacedKeyIsReadUnderANameThatSaysSoAndNeverAnswered() {
        // Given
        anaAdds(linkOf(vesna), "bojan");
        decided(true);
        long submitted = world.one.taken.size();

        // When
        world.bojan.send("ana", "still here");
        world.run();
        bojanAsksAnew();

        // Then
        List<ReceivedText> texts = world.ana.messenger().unread(Optional.empty(), 10);
        assertEquals("bojan-old-key", texts.get(0).contactName());
        assertEquals("still here", texts.get(0).text());
        assertEquals(Contact.State.REPLACED, world.ana.state("bojan-old-key"));
        assertEquals(submitted, world.one.taken.size(), "no receipt, no answer");
        ContactResult written = world.ana.messenger().send("bojan-old-key", new MessageText("x"));
        assertInstanceOf(ContactResult.CannotWrite.class, written);
    }

    /** Whoever has the old key introduces themselves once more, as a client does that has lost the conversation. */
    private void bojanAsksAnew() {
        long unreadable = world.ana.messenger().account().orElseThrow().unreadable();
        world.bojan.vault.transact(rows -> {
            ContactRow ana = new Rows(rows).contact(1).orElseThrow();
            new Rows(rows)
                    .put(ana.toBuilder().setPhase(ContactRow.Phase.UNREACHABLE).build());
            return true;
        });
        World.add(world.bojan, world.ana, "ana");
        world.run();
        assertEquals(unreadable, world.ana.messenger().account().orElseThrow().unreadable(), "it was read");
    }

    @Test
    void aReplacedKeyCanBecomeTheContactAgain() {
        // Given
        anaAdds(linkOf(vesna), "bojan");
        decided(true);

        // When
        ContactResult back = anaAdds(linkOf(world.bojan), "bojan");
        anaWrites("was it a mistake?");
        Contact decided = decided(true);

        // Then
        assertInstanceOf(ContactResult.KeyChanged.class, back);
        assertEquals(linkOf(world.bojan).fingerprint(), decided.fingerprint());
        assertEquals(List.of("was it a mistake?"), world.bojan.read());
        assertEquals(Contact.State.REPLACED, world.ana.state("bojan-old-key"));
    }

    @Test
    void onlyAKeyWhoseCodeWasShownCanBeConfirmed() {
        // Given
        KeyTrust trust = world.ana.messenger().keyTrust();
        long id = bojanOfAna().id();
        assertInstanceOf(ContactResult.NotShown.class, trust.confirmShown(id));

        // When
        trust.noteShown(id);
        trust.confirmShown(id);

        // Then
        assertEquals(Optional.of(world.clock.instant()), bojanOfAna().trust().comparedAt());
    }

    @Test
    void aNewKeyWasNeverCompared() {
        // Given
        KeyTrust trust = world.ana.messenger().keyTrust();
        trust.confirm(bojanOfAna().id(), bojanOfAna().fingerprint());
        assertFalse(trust.takeRisk(bojanOfAna().id()), "whom one has compared is no risk");

        // When
        anaAdds(linkOf(vesna), "bojan");
        ContactResult whileInQuestion =
                trust.confirm(bojanOfAna().id(), bojanOfAna().fingerprint());
        decided(true);

        // Then
        assertInstanceOf(ContactResult.KeyChanged.class, whileInQuestion);
        assertEquals(Optional.empty(), bojanOfAna().trust().comparedAt());
        assertInstanceOf(
                ContactResult.NotShown.class, trust.confirmShown(bojanOfAna().id()));
        assertTrue(trust.takeRisk(bojanOfAna().id()));
        assertFalse(trust.takeRisk(bojanOfAna().id()), "it is said once");
    }

    @Test
    void aKeyThatGetsANameOfItsOwnClaimsNobodysAnyMore() {
        // Given
        anaAdds(linkOf(vesna), "bojan");
        anaWrites("for whom?");

        // When
        ContactResult added = anaAdds(linkOf(vesna), "vesna");
        world.run();

        // Then
        assertInstanceOf(ContactResult.Done.class, added);
        assertEquals(Optional.empty(), bojanOfAna().trust().claimed());
        assertEquals(List.of("for whom?"), world.bojan.read());
    }

    @Test
    void aRequestThatIsAcceptedByANameOfItsOwnClaimsNobodysAnyMore() {
        // Given
        vesna.messenger().add(linkOf(world.ana), Optional.empty(), Optional.empty(), Optional.empty());
        world.run();
        String request = world.ana.messenger().contacts().get(1).name();
        ContactResult taken = world.ana.messenger().accept(request, Optional.of("bojan"));
        anaWrites("for whom?");

        // When
        ContactResult accepted = world.ana.messenger().accept(request, Optional.of("vesna"));
        world.run();

        // Then
        assertInstanceOf(ContactResult.KeyChanged.class, taken);
        assertInstanceOf(ContactResult.Done.class, accepted);
        assertEquals(Optional.empty(), bojanOfAna().trust().claimed());
        assertEquals(List.of("for whom?"), world.bojan.read());
    }

    @Test
    void asManyTextsWaitAsAReplacementWouldGet() {
        // Given
        KeyTrust trust = world.ana.messenger().keyTrust();
        anaWrites("before");
        anaAdds(linkOf(vesna), "bojan");
        anaWrites("one");
        anaWrites("two");

        // When
        int waiting = trust.waiting(bojanOfAna().id());
        decided(true);

        // Then
        assertEquals(2, waiting);
        assertEquals(List.of("one", "two"), vesnaAcceptsAndReads());
        assertEquals(
                0,
                trust.waiting(world.ana
                        .messenger()
                        .contact("bojan-old-key")
                        .orElseThrow()
                        .id()));
    }

    @Test
    void withoutAnotherKeyThereIsNothingToDecide() {
        KeyTrust trust = world.ana.messenger().keyTrust();
        assertInstanceOf(ContactResult.NothingToDecide.class, trust.keepKey("bojan"));
        assertInstanceOf(ContactResult.NothingToDecide.class, trust.replaceKey("bojan"));
        assertInstanceOf(ContactResult.NoSuchContact.class, trust.replaceKey("nobody"));
    }
}
