package org.waystation.client.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waystation.client.person.Contact;
import org.waystation.protocol.id.Bytes;

/** What is said of somebody who was added. */
final class AddCommandTest {
    @Test
    void onlyOfAnEstablishedContactItIsSaidThatBothCanWrite() {
        // When
        List<Contact.State> canWrite = Arrays.stream(Contact.State.values())
                .filter(each -> AddCommand.line(in(each)).contains("both can write"))
                .toList();

        // Then
        assertEquals(List.of(Contact.State.ESTABLISHED), canWrite);
        assertEquals(
                "bojan: has another key now; kept for what was written.", AddCommand.line(in(Contact.State.REPLACED)));
    }

    private static Contact in(Contact.State state) {
        return new Contact(
                1,
                "bojan",
                state,
                Optional.empty(),
                Optional.empty(),
                Bytes.wrap(new byte[32]),
                0,
                Optional.empty(),
                false,
                new Contact.Trust(Optional.empty(), Optional.empty(), false, false));
    }
}
