package org.waystation.client.messenger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waystation.client.person.Contact;

final class TicketsTest {
    private final World world = new World();

    @Test
    void aTextThatFollowsAnAnswerGoesWithATicket() {
        // Given
        world.acquainted();
        world.ana.send("bojan", "one");
        world.run();
        world.two.openedByTicket.clear();

        // When
        world.ana.send("bojan", "two");
        world.run();

        // Then
        assertEquals(true, world.two.openedByTicket.get(0));
        assertEquals(List.of("one", "two"), world.bojan.read());
    }

    @Test
    void nothingGoesToAFrontDoorWithATicket() {
        // Given
        world.introduced();
        world.two.openedByTicket.clear();

        // When: all of it to the front door, since Bojan has not accepted
        for (int i = 1; i <= 5; i++) {
            world.ana.send("bojan", "text " + i);
            world.run();
        }

        // Then
        assertEquals(5, world.two.openedByTicket.size());
        assertFalse(world.two.openedByTicket.contains(true));
    }

    @Test
    void aRelayThatHasForgottenItsTicketsLosesNothing() {
        // Given
        world.acquainted();
        world.ana.send("bojan", "one");
        world.run();
        world.two.forgetTickets();
        world.two.openedByTicket.clear();

        // When
        world.ana.send("bojan", "two");
        world.run();

        // Then
        assertEquals(false, world.two.openedByTicket.get(0));
        assertEquals(List.of("one", "two"), world.bojan.read());
        assertEquals(
                Optional.empty(),
                world.ana.messenger().contacts().stream()
                        .filter(each -> each.state() != Contact.State.ESTABLISHED)
                        .findAny());
    }
}
