package org.waystation.client.messenger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.waystation.client.messenger.ChangedKeyRig.linkOf;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waystation.client.person.Contact;
import org.waystation.client.person.ContactResult;
import org.waystation.client.person.Delivery;
import org.waystation.client.person.MessageText;
import org.waystation.client.person.ReceivedText;
import org.waystation.client.rows.ContactRow;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.link.ContactLink;

/** Ana knows Bojan; then another key comes up for him by a link, here that of Vesna. */
final class ChangedKeyTest {
    private final ChangedKeyRig rig = new ChangedKeyRig();
    private final World world = rig.world;
    private final Person vesna = rig.vesna;

    @Test
    void anotherKeyUnderTheNameOfAContactStopsSending() {
        // When
        ContactResult added = rig.anaAdds(linkOf(vesna), "Bojan");
        ContactResult written = rig.anaWrites("for whom?");

        // Then
        assertInstanceOf(ContactResult.KeyChanged.class, added);
        long number = assertInstanceOf(ContactResult.Held.class, written).number();
        assertEquals(Delivery.WAITING_HERE, world.ana.delivery("bojan", number));
        assertEquals(
                Optional.of(linkOf(vesna).fingerprint()),
                rig.bojanOfAna().trust().claimed());
        assertEquals(List.of(), world.bojan.read());
        assertEquals(List.of(), vesna.messenger().contacts());
        assertTrue(world.ana.messenger().isSettled(), "nothing is under way");
    }

    @Test
    void theKeyThatIsKeptGetsWhatWaitedAndTheOtherNothing() {
        // Given
        rig.anaAdds(linkOf(vesna), "bojan");
        rig.anaWrites("one");
        rig.anaWrites("two");

        // When
        Contact kept = rig.decided(false);

        // Then
        assertEquals(linkOf(world.bojan).fingerprint(), kept.fingerprint());
        assertEquals(List.of("one", "two"), world.bojan.read());
        assertEquals(List.of(), vesna.messenger().contacts());
        assertInstanceOf(ContactResult.Written.class, rig.anaWrites("three"));
        assertEquals(List.of("three"), world.bojan.read());
    }

    @Test
    void theKeyThatReplacesGetsTheNameAndWhatWaitedAndTheOldOneNothing() {
        // Given
        rig.anaWrites("before");
        rig.anaAdds(linkOf(vesna), "bojan");
        rig.anaWrites("one");
        rig.anaWrites("two");

        // When
        Contact replaced = rig.decided(true);

        // Then
        assertEquals(linkOf(vesna).fingerprint(), replaced.fingerprint());
        assertEquals(List.of("one", "two"), rig.vesnaAcceptsAndReads());
        assertEquals(List.of("before"), world.bojan.read());
        assertEquals(Contact.State.REPLACED, world.ana.state("bojan-old-key"));
        rig.anaWrites("three");
        assertEquals(List.of("three"), vesna.read());
        assertEquals(List.of(), world.bojan.read());
    }

    @Test
    void whatIsSealedToTheOldKeyButNotTakenIsSealedAnew() {
        // Given
        world.ana.disconnect();
        rig.anaWrites("one");
        rig.anaWrites("two");
        rig.anaAdds(linkOf(vesna), "bojan");
        world.ana.connect();
        world.run();
        assertEquals(List.of(), world.bojan.read());

        // When
        rig.decided(true);

        // Then
        assertEquals(List.of("one", "two"), rig.vesnaAcceptsAndReads());
        assertEquals(List.of(), world.bojan.read());
    }

    @Test
    void whatOurRelayGivesBackLaterGoesToTheKeyOfThatDay() {
        // Given
        world.one.linkDown = true;
        rig.anaWrites("under way");
        assertEquals(Delivery.AT_YOUR_RELAY, world.ana.delivery("bojan", 1));
        rig.anaAdds(linkOf(vesna), "bojan");
        rig.decided(true);

        // When
        world.one.partners.remove(world.two.id);
        world.one.linkDown = false;
        world.one.carry();
        world.run();

        // Then
        assertEquals(List.of("under way"), rig.vesnaAcceptsAndReads());
        assertEquals(List.of(), world.bojan.read());
    }

    @Test
    void anotherFingerprintBehindAKnownFrontDoorIsAClaimWhateverItsName() {
        // Given
        ContactLink real = linkOf(world.bojan);
        ContactLink substituted = new ContactLink(
                real.relayName(), real.relay(), real.frontDoor(), Bytes.wrap(new byte[32]), real.linkToken());

        // When
        ContactResult result = rig.anaAdds(substituted, "somebody new");

        // Then
        assertEquals(
                "bojan",
                assertInstanceOf(ContactResult.KeyChanged.class, result)
                        .contact()
                        .name());
        assertInstanceOf(ContactResult.Held.class, rig.anaWrites("waits"));
        rig.decided(false);
        assertEquals(List.of("waits"), world.bojan.read());
    }

    @Test
    void theRightLinkAfterASubstitutedOneIsDecidedByThePerson() {
        // Given
        ContactLink real = linkOf(vesna);
        rig.anaAdds(
                new ContactLink(
                        real.relayName(), real.relay(), real.frontDoor(), Bytes.wrap(new byte[32]), real.linkToken()),
                "vesna");
        world.run();
        assertEquals(Contact.State.UNREACHABLE, world.ana.state("vesna"));

        // When
        ContactResult again = rig.anaAdds(real, "vesna");
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
    void twoPeopleWithSimilarNamesAreTwoPeople() {
        // When
        ContactResult result = rig.anaAdds(linkOf(vesna), "bojan b.");

        // Then
        assertInstanceOf(ContactResult.Done.class, result);
        assertInstanceOf(ContactResult.Written.class, rig.anaWrites("goes"));
    }

    @Test
    void whatIsHeldStaysHeldAfterTheProgramWasKilled() {
        // Given
        world.ana.disconnect();
        rig.anaWrites("sealed before");
        rig.anaAdds(linkOf(vesna), "bojan");

        // When
        world.ana.crash();
        world.ana.connect();
        world.run();

        // Then
        assertEquals(List.of(), world.bojan.read());
        assertTrue(world.ana.messenger().isSettled());
        rig.decided(false);
        assertEquals(List.of("sealed before"), world.bojan.read());
    }

    @Test
    void theLatestClaimIsTheOneThatIsDecidedAbout() {
        // Given
        ContactLink real = linkOf(world.bojan);
        rig.anaAdds(
                new ContactLink(
                        real.relayName(), real.relay(), real.frontDoor(), Bytes.wrap(new byte[32]), real.linkToken()),
                "bojan");
        rig.anaAdds(linkOf(vesna), "bojan");

        // When
        Contact replaced = rig.decided(true);

        // Then
        assertEquals(linkOf(vesna).fingerprint(), replaced.fingerprint());
    }

    @Test
    void aReplacedKeyIsReadUnderANameThatSaysSoAndNeverAnswered() {
        // Given
        rig.anaAdds(linkOf(vesna), "bojan");
        rig.decided(true);
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
        rig.anaAdds(linkOf(vesna), "bojan");
        rig.decided(true);

        // When
        ContactResult back = rig.anaAdds(linkOf(world.bojan), "bojan");
        rig.anaWrites("was it a mistake?");
        Contact decided = rig.decided(true);

        // Then
        assertInstanceOf(ContactResult.KeyChanged.class, back);
        assertEquals(linkOf(world.bojan).fingerprint(), decided.fingerprint());
        assertEquals(List.of("was it a mistake?"), world.bojan.read());
        assertEquals(Contact.State.REPLACED, world.ana.state("bojan-old-key"));
    }

    @Test
    void aKeyThatGetsANameOfItsOwnClaimsNobodysAnyMore() {
        // Given
        rig.anaAdds(linkOf(vesna), "bojan");
        rig.anaWrites("for whom?");

        // When
        ContactResult added = rig.anaAdds(linkOf(vesna), "vesna");
        world.run();

        // Then
        assertInstanceOf(ContactResult.Done.class, added);
        assertEquals(Optional.empty(), rig.bojanOfAna().trust().claimed());
        assertEquals(List.of("for whom?"), world.bojan.read());
    }

    @Test
    void asManyTextsWaitAsAReplacementWouldGet() {
        // Given
        KeyTrust trust = world.ana.messenger().keyTrust();
        rig.anaWrites("before");
        rig.anaAdds(linkOf(vesna), "bojan");
        rig.anaWrites("one");
        rig.anaWrites("two");

        // When
        int waiting = trust.waiting(rig.bojanOfAna().id());
        rig.decided(true);

        // Then
        assertEquals(2, waiting);
        assertEquals(List.of("one", "two"), rig.vesnaAcceptsAndReads());
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
