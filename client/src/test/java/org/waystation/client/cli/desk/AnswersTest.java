package org.waystation.client.cli.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waystation.client.person.Contact;
import org.waystation.client.person.Delivery;
import org.waystation.client.person.ReceivedText;
import org.waystation.client.person.SentText;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.id.Bytes;

/** The public contract, letter for letter. */
final class AnswersTest {
    private static final Instant AT = Instant.parse("2027-03-01T12:00:00Z");

    @Test
    void aReceivedText() {
        assertEquals(
                "{\"messages\":[{\"contact\":\"bojan\",\"text\":\"a\\n\\\"b\\\"\",\"number\":3,"
                        + "\"sent_at\":\"2027-03-01T12:00:00Z\",\"received_at\":\"2027-03-01T12:00:01Z\"}]}",
                Answers.received(List.of(new ReceivedText(1, "bojan", 3, 0, "a\n\"b\"", AT, AT.plusSeconds(1))))
                        .toString());
    }

    @Test
    void aSentText() {
        SentText refused = new SentText(
                1, "bojan", 7, "x", AT, Delivery.REFUSED, Optional.of(FaultNumber.of(FaultCode.UNKNOWN_MAILBOX)));
        assertEquals(
                "{\"message\":{\"contact\":\"bojan\",\"number\":7,\"state\":\"refused\",\"words\":\"refused\","
                        + "\"sent_at\":\"2027-03-01T12:00:00Z\",\"reason\":{\"fault\":30,"
                        + "\"words\":\"no such mailbox, or the token does not open it\"}}}",
                Answers.sent(refused).toString());
    }

    @Test
    void aContact() {
        Contact contact = new Contact(
                1,
                "contact-1",
                Contact.State.REQUESTED,
                Optional.of("Ana"),
                Optional.of("one.example"),
                Bytes.wrap(new byte[32]),
                2,
                Optional.empty(),
                false,
                new Contact.Trust(Optional.of(AT), Optional.empty(), false, false));
        assertEquals(
                "{\"connected\":true,\"contacts\":[{\"name\":\"contact-1\",\"state\":\"requested\","
                        + "\"words\":\"wants to become a contact: accept to read and write\",\"calls_itself\":\"Ana\","
                        + "\"relay\":\"one.example\",\"verified\":true,\"key_changed\":false,\"unread\":2,\"reason\":null}]}",
                Answers.contacts(true, List.of(contact)).toString());
    }

    @Test
    void aFailure() {
        assertEquals(
                "{\"error\":{\"code\":\"wrong_passphrase\",\"message\":\"The passphrase is wrong.\",\"exit\":1}}",
                Answers.failure(
                                JsonNodeFactory.instance.objectNode(),
                                ExitCode.USER,
                                "wrong_passphrase",
                                "The passphrase is wrong.")
                        .toString());
    }
}
