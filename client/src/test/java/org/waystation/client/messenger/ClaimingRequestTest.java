package org.waystation.client.messenger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.waystation.client.messenger.ChangedKeyRig.linkOf;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waystation.client.person.Contact;
import org.waystation.client.person.ContactResult;

/** Ana knows Bojan; then somebody asks to be her contact, whom she or they call Bojan too. */
final class ClaimingRequestTest {
    private final ChangedKeyRig rig = new ChangedKeyRig();
    private final World world = rig.world;
    private final Person vesna = rig.vesna;

    @Test
    void aRequestAcceptedByTheNameOfAContactIsAClaim() {
        // Given
        rig.vesnaAsks();

        // When
        ContactResult result = rig.anaAccepts("contact-2", "bojan");

        // Then
        assertInstanceOf(ContactResult.KeyChanged.class, result);
        assertInstanceOf(ContactResult.Held.class, rig.anaWrites("waits"));
        assertEquals(Contact.State.REQUESTED, world.ana.state("contact-2"));
        assertEquals(List.of(), world.bojan.read());
    }

    @Test
    void aRequestWhoseClaimIsTurnedDownStaysARequest() {
        // Given
        rig.vesnaAsks();
        rig.anaAccepts("contact-2", "bojan");
        rig.anaWrites("for the old one");

        // When
        rig.decided(false);

        // Then
        assertEquals(List.of("for the old one"), world.bojan.read());
        assertEquals(Contact.State.REQUESTED, world.ana.state("contact-2"));
        assertEquals(Contact.State.INTRODUCED, vesna.state("ana"));
    }

    @Test
    void aRequestWhoseClaimIsGrantedBecomesTheContact() {
        // Given
        rig.vesnaAsks();
        rig.anaAccepts("contact-2", "bojan");
        rig.anaWrites("for the new one");

        // When
        rig.decided(true);
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
        assertInstanceOf(ContactResult.Written.class, rig.anaWrites("goes"));
        assertEquals(List.of("goes"), world.bojan.read());
    }

    @Test
    void aRequestThatIsAcceptedByANameOfItsOwnClaimsNobodysAnyMore() {
        // Given
        vesna.messenger().add(linkOf(world.ana), Optional.empty(), Optional.empty(), Optional.empty());
        world.run();
        String request = world.ana.messenger().contacts().get(1).name();
        ContactResult taken = rig.anaAccepts(request, "bojan");
        rig.anaWrites("for whom?");

        // When
        ContactResult accepted = rig.anaAccepts(request, "vesna");
        world.run();

        // Then
        assertInstanceOf(ContactResult.KeyChanged.class, taken);
        assertInstanceOf(ContactResult.Done.class, accepted);
        assertEquals(Optional.empty(), rig.bojanOfAna().trust().claimed());
        assertEquals(List.of("for whom?"), world.bojan.read());
    }
}
