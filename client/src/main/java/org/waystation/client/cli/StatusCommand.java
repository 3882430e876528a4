package org.waystation.client.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waystation.client.WaystationClient;
import org.waystation.client.cli.desk.Answers;
import org.waystation.client.cli.desk.Desk;
import org.waystation.client.cli.desk.ExitCode;
import org.waystation.client.cli.desk.Shown;
import org.waystation.client.messenger.Messenger;
import org.waystation.client.person.Account;
import org.waystation.client.person.Contact;
import org.waystation.client.person.Ending;
import org.waystation.client.person.SentText;
import org.waystation.protocol.card.Tombstone;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Show whether the relay is reached, your contacts, and how far your texts have come.",
        footer = {"", "Ends with 3 if the relay is not reached, and shows how things were."})
final class StatusCommand extends ClientCommand {
    private static final Duration FINISH = Duration.ofSeconds(2);

    @Option(
            names = "--last",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many of the newest texts to each contact. Default: 20")
    private int last;

    @Override
    ExitCode run(Desk desk) {
        try (WaystationClient client = desk.openMember()) {
            Optional<Ending> failed = desk.catchUp(client);
            failed.ifPresent(ending -> desk.refuseDistrusted(ending));
            client.await(Messenger::isSettled, FINISH);
            Account account = client.ask(Messenger::account).orElseThrow();
            List<Contact> contacts = client.ask(Messenger::contacts);
            List<SentText> outgoing = client.ask(messenger -> messenger.sent(Math.max(0, last)));
            ObjectNode answer = Answers.status(account, failed.isEmpty(), contacts, outgoing);
            if (failed.isPresent() && desk.json()) {
                throw desk.failed(failed.get(), "This is how it was.", answer);
            }
            desk.answer(answer, lines(account, failed, contacts, outgoing).toArray(String[]::new));
            // In words the first line has said why.
            return failed.isEmpty() ? ExitCode.OK : ExitCode.NETWORK;
        }
    }

    private static String closing(Tombstone tombstone) {
        return "Your relay closes for good: " + Shown.time(tombstone.since()) + ". "
                + tombstone
                        .successor()
                        .map(each ->
                                "It names " + each.name() + " as its successor; ask the operator there for a voucher.")
                        .orElse("Ask its operator where to go.")
                + " Your contacts need a new link of yours from there.";
    }

    private static List<String> lines(
            Account account, Optional<Ending> failed, List<Contact> contacts, List<SentText> outgoing) {
        List<String> lines = new ArrayList<>();
        lines.add("Your relay: " + account.relayName() + ", "
                + failed.map(ending -> "not reached. " + ending.words()).orElse("reached"));
        account.closing().ifPresent(each -> lines.add(closing(each)));
        contacts.forEach(each -> lines.add("Contact " + ContactsCommand.line(each, contacts)));
        outgoing.forEach(each -> lines.add("Text " + each.number() + " to " + Shown.name(each.contactName()) + ", "
                + Shown.time(each.sentAt()) + ": " + each.delivery().words() + Shown.why(each)));
        if (account.unreadable() > 0) {
            lines.add("Could not be read and were dropped: " + account.unreadable());
        }
        return lines;
    }
}
