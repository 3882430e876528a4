package org.waystation.client.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waystation.client.person.Contact;
import org.waystation.protocol.id.Bytes;

/** What a person is told to type when a stranger has asked. */
final class AcceptCommandTest {
    private static Contact contact(String name, Contact.State state, String callsItself) {
        return new Contact(
                1,
                name,
                state,
                Optional.of(callsItself),
                Optional.empty(),
                Bytes.wrap(new byte[32]),
                0,
                Optional.empty(),
                false,
                new Contact.Trust(Optional.empty(), Optional.empty(), false, false));
    }

    private static String toAccept(String callsItself, Contact... others) {
        return AcceptCommand.toAccept(contact("contact-1", Contact.State.REQUESTED, callsItself), List.of(others));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ana", "Жељко", "Ana2"})
    void aNameThatCanBeTypedIsProposed(String name) {
        assertEquals("waystation accept contact-1 --name " + name, toAccept(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ana; clear --yes", "$(clear)", "--name", "Ana Marić", "أحمد", "`x`"})
    void aNameThatWouldSaySomethingElseIsNot(String name) {
        assertEquals("waystation accept contact-1 --name NAME", toAccept(name));
    }

    @Test
    void aNameThatSomebodyHasIsNotProposedForAStranger() {
        // Given
        Contact known = contact("ana", Contact.State.ESTABLISHED, "somebody");

        // When
        String command = toAccept("Ana", known);

        // Then
        assertEquals("waystation accept contact-1 --name NAME", command);
    }
}
