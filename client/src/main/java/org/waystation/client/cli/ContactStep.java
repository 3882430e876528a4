package org.waystation.client.cli;

import java.time.Duration;
import java.util.Optional;
import org.waystation.client.WaystationClient;
import org.waystation.client.cli.desk.Answers;
import org.waystation.client.cli.desk.CommandFailure;
import org.waystation.client.cli.desk.ContactFailures;
import org.waystation.client.cli.desk.Desk;
import org.waystation.client.messenger.Messenger;
import org.waystation.client.person.Contact;
import org.waystation.client.person.Ending;

/** How commands go on after a step with one contact that is on the disk: by way of the relay, and then to the person. */
final class ContactStep {
    private ContactStep() {}

    /** The contact as it is once its keys have come and nothing is under way, or once that has taken too long. */
    static Contact settled(WaystationClient client, long contact, Duration forKeys, Duration forTheRest) {
        client.await(messenger -> stateOf(messenger, contact) != Contact.State.ADDING, forKeys);
        client.await(Messenger::isSettled, forTheRest);
        return client.ask(messenger -> messenger.contact(contact)).orElseThrow();
    }

    private static Contact.State stateOf(Messenger messenger, long contact) {
        return messenger.contact(contact).orElseThrow().state();
    }

    /**
     * Answers with the contact.
     *
     * @param failed why there is no connection, if there is none
     * @param kept what is kept nevertheless, and what goes on with it
     * @param line what is to be told if all went well
     * @throws CommandFailure if there is no connection, or the contact turned out to be unreachable
     */
    static void tell(Desk desk, Contact contact, Optional<Ending> failed, String kept, String line) {
        if (failed.isPresent()) {
            throw desk.failed(failed.get(), kept, Answers.contact(contact));
        }
        if (contact.state() == Contact.State.UNREACHABLE) {
            throw ContactFailures.unreachable(contact);
        }
        desk.answer(Answers.contact(contact), line);
    }
}
