package org.waystation.client.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.waystation.client.WaystationClient;
import org.waystation.client.messenger.Contact;
import org.waystation.client.messenger.Ending;
import org.waystation.client.messenger.Messenger;
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
                    contacts.stream().map(ContactsCommand::line).toArray(String[]::new));
        }
        return ExitCode.OK;
    }

    static String line(Contact contact) {
        StringBuilder line = new StringBuilder(Shown.name(contact.name()))
                .append(": ")
                .append(contact.state().words());
        contact.callsItself().ifPresent(name -> line.append("; calls itself ").append(Shown.name(name)));
        contact.relayName().ifPresent(relay -> line.append("; at ").append(relay));
        contact.fault().ifPresent(fault -> line.append("; ").append(fault.words()));
        if (contact.unread() > 0) {
            line.append("; ").append(contact.unread()).append(" unread");
        }
        return line.toString();
    }
}
