package org.waystation.client.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.waystation.client.WaystationClient;
import org.waystation.client.cli.desk.Answers;
import org.waystation.client.cli.desk.Desk;
import org.waystation.client.cli.desk.ExitCode;
import org.waystation.client.cli.desk.Shown;
import org.waystation.client.messenger.Messenger;
import org.waystation.client.person.Contact;
import org.waystation.client.person.Ending;
import picocli.CommandLine.Command;

@Command(
        name = "contacts",
        mixinStandardHelpOptions = true,
        description = "List your contacts, and who wants to become one.")
final class ContactsCommand extends ClientCommand {
    private static final Duration FINISH = Duration.ofSeconds(2);

    @Override
    ExitCode run(Desk desk) {
        try (WaystationClient client = desk.openMember()) {
            Optional<Ending> failed = desk.catchUp(client);
            failed.ifPresent(ending -> desk.refuseDistrusted(ending));
            client.await(Messenger::isSettled, FINISH);
            List<Contact> contacts = client.ask(Messenger::contacts);
            failed.ifPresent(ending -> desk.say(ending.words() + " This is how it was."));
            if (contacts.isEmpty()) {
                desk.say("You have no contacts yet. Add one: waystation add <link>");
            }
            desk.answer(
                    Answers.contacts(failed.isEmpty(), contacts),
                    contacts.stream().map(each -> line(each, contacts)).toArray(String[]::new));
        }
        return ExitCode.OK;
    }

    /** {@code all}: the contact and the others. */
    static String line(Contact contact, List<Contact> all) {
        StringBuilder line = new StringBuilder(Shown.name(contact.name()))
                .append(": ")
                .append(contact.state().words());
        trust(contact).ifPresent(words -> line.append("; ").append(words));
        contact.callsItself().ifPresent(name -> line.append("; calls itself ").append(Shown.name(name)));
        contact.relayName().ifPresent(relay -> line.append("; at ").append(relay));
        contact.fault().ifPresent(fault -> line.append("; ").append(fault.words()));
        if (contact.unread() > 0) {
            line.append("; ").append(contact.unread()).append(" unread");
        }
        if (contact.state() == Contact.State.REQUESTED) {
            line.append("; to accept: ").append(AcceptCommand.toAccept(contact, all));
        }
        return line.toString();
    }

    /** What the person knows of the key; nothing for somebody who is not written to. */
    static Optional<String> trust(Contact contact) {
        Contact.Trust trust = contact.trust();
        if (trust.claimed().isPresent()) {
            return Optional.of("ANOTHER KEY HAS COME UP: nothing is sent until you decide (waystation decide "
                    + Shown.name(contact.name()) + ")");
        }
        if (trust.comparedAt().isPresent()) {
            return Optional.of("verified " + Shown.time(trust.comparedAt().get()));
        }
        if (trust.introducedAgain()) {
            return Optional.of(
                    "NOT VERIFIED ANY MORE: somebody with their key began anew, which their device does not do by"
                            + " itself. Ask them face to face, and compare the codes");
        }
        return switch (contact.state()) {
            case REQUESTED, UNREACHABLE, REPLACED -> Optional.empty();
            case ADDING, INTRODUCED, ESTABLISHED ->
                Optional.of(trust.moved() ? "new device, signed for by the old one; not verified" : "not verified");
        };
    }
}
