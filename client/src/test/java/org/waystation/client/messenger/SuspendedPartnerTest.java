package org.waystation.client.messenger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waystation.client.person.Contact;
import org.waystation.client.person.Delivery;
import org.waystation.client.person.Notice;
import org.waystation.client.person.SentText;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.frame.ToRelay;

/** A partner that operators take off the roster for a while, as people see it who write to somebody there. */
final class SuspendedPartnerTest {
    private final World world = new World();

    @Test
    void textsAndReceiptsWaitUntilItIsBack() {
        // Given
        world.acquainted();
        world.bojan.send("ana", "read me");
        world.run();
        suspend();
        world.ana.read();
        world.ana.send("bojan", "later, then");
        world.run();
        Delivery whileAway = world.ana.delivery("bojan", 1);

        // When
        world.one.federateWith(world.two);
        world.pass(Duration.ofSeconds(10));

        // Then
        assertEquals(Delivery.WAITING_HERE, whileAway);
        assertEquals(List.of("later, then"), world.bojan.read());
        assertEquals(Delivery.READ, world.bojan.delivery("ana", 1));
    }

    @Test
    void thePersonIsToldWhyATextWaitsForAPartnerInQuarantineUntilItGoes() {
        // Given
        world.acquainted();
        world.one.waitsBecause = Optional.of(FaultNumber.of(FaultCode.PARTNER_QUARANTINED));
        world.one.linkDown = true;
        world.ana.send("bojan", "are you well?");
        world.run();
        SentText waiting = sent();

        // When
        world.one.linkDown = false;
        world.one.carry();
        world.run();

        // Then
        assertEquals(Delivery.AT_YOUR_RELAY, waiting.delivery());
        assertTrue(waiting.fault().orElseThrow().is(FaultCode.PARTNER_QUARANTINED));
        assertEquals(Delivery.ON_THEIR_DEVICE, sent().delivery());
        assertEquals(Optional.empty(), sent().fault());
    }

    private SentText sent() {
        return world.ana.messenger().sent(idOf(world.ana, "bojan"), 1).orElseThrow();
    }

    @Test
    void thePersonIsToldWhatTheTextWaitsFor() {
        // Given
        world.acquainted();
        suspend();

        // When
        world.ana.send("bojan", "later, then");
        world.run();

        // Then
        assertTrue(world.ana.notices.contains(new Notice.RelayNotAPartner(idOf(world.ana, "bojan"))));
        assertTrue(world.ana.endings.isEmpty());
    }

    @Test
    void aContactThatIsBeingAddedIsUnreachableAtOnce() {
        // Given
        world.acquainted();
        Person vesna = world.newcomer(world.two);
        suspend();

        // When
        World.add(world.ana, vesna, "vesna");
        world.run();

        // Then
        assertEquals(Contact.State.UNREACHABLE, world.ana.state("vesna"));
        assertEquals(Contact.State.ESTABLISHED, world.ana.state("bojan"));
    }

    @Test
    void aCardThatCouldNotBeHadIsAskedForAgainOnTheSameConnection() {
        // Given
        world.introduced();
        world.two.partners.remove(world.one.id);
        world.bojan.messenger().accept("contact-1", Optional.of("ana"));
        world.run();
        Notice told = new Notice.RelayNotAPartner(idOf(world.bojan, "ana"));
        boolean wasTold = world.bojan.notices.contains(told);
        world.two.federateWith(world.one);

        // When
        world.pass(Duration.ofMinutes(10).minusSeconds(1));
        long asked = world.two.timesAsked(ToRelay.GetCard.class);
        world.pass(Duration.ofSeconds(1));

        // Then
        assertTrue(wasTold);
        assertEquals(1, asked);
        assertEquals(Contact.State.ESTABLISHED, world.ana.state("bojan"));
    }

    @Test
    void whileACardCannotBeHadThePersonIsToldOnceInEachPauseHoweverMuchTheyWrite() {
        // Given
        world.introduced();
        world.two.partners.remove(world.one.id);
        world.bojan.messenger().accept("contact-1", Optional.of("ana"));
        world.run();
        Notice told = new Notice.RelayNotAPartner(idOf(world.bojan, "ana"));

        // When
        for (int minute = 0; minute < 19; minute++) {
            world.bojan.send("ana", "minute " + minute);
            world.run();
            world.pass(Duration.ofMinutes(1));
        }

        // Then
        assertEquals(2, world.two.timesAsked(ToRelay.GetCard.class));
        assertEquals(2, Collections.frequency(world.bojan.notices, told));
    }

    @Test
    void aContactThatCouldNotBeAddedCanBeAddedAsSoonAsItsRelayIsThere() {
        // Given
        world.joined();
        suspend();
        World.add(world.ana, world.bojan, "bojan");
        world.run();
        Contact.State atFirst = world.ana.state("bojan");

        // When
        world.one.federateWith(world.two);
        World.add(world.ana, world.bojan, "bojan");
        world.run();

        // Then
        assertEquals(Contact.State.UNREACHABLE, atFirst);
        assertEquals(Contact.State.INTRODUCED, world.ana.state("bojan"));
    }

    /** Ana's relay takes Bojan's off its roster. */
    private void suspend() {
        world.one.partners.remove(world.two.id);
    }

    private static long idOf(Person person, String contact) {
        return person.messenger().contact(contact).orElseThrow().id();
    }
}
