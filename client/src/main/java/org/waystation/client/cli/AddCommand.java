package org.waystation.client.cli;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.waystation.client.WaystationClient;
import org.waystation.client.cli.desk.CommandFailure;
import org.waystation.client.cli.desk.ContactFailures;
import org.waystation.client.cli.desk.Desk;
import org.waystation.client.cli.desk.ExitCode;
import org.waystation.client.cli.desk.SecretWord;
import org.waystation.client.cli.desk.Shown;
import org.waystation.client.cli.desk.TextSource;
import org.waystation.client.person.Contact;
import org.waystation.client.person.ContactResult;
import org.waystation.client.person.Ending;
import org.waystation.client.person.MessageText;
import org.waystation.protocol.link.ContactLink;
import org.waystation.protocol.link.UnreadableText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        description = "Ask somebody, whose contact link you have, to become your contact.")
final class AddCommand extends ClientCommand {
    private static final Duration KEYS_PATIENCE = Duration.ofSeconds(10);
    private static final Duration SUBMIT_PATIENCE = Duration.ofSeconds(3);

    @Parameters(
            paramLabel = "LINK",
            description = "The contact link, a file that holds it, or - to read it from standard input.")
    private String given = "";

    @Option(names = "--name", paramLabel = "NAME", description = "What to call them here. Default: contact-N")
    private @Nullable String name;

    @Option(names = "--as", paramLabel = "NAME", description = "How to be introduced to them. Default: not at all")
    private @Nullable String as;

    @Option(names = "--message", paramLabel = "TEXT", description = "A first text; they see it once they accept.")
    private @Nullable String message;

    @Override
    ExitCode run(Desk desk) {
        ContactLink link = link(SecretWord.read(given, ContactLink.PREFIX, desk.around()));
        Optional<MessageText> text = Optional.ofNullable(message).map(each -> TextSource.checked(MessageText.of(each)));
        try (WaystationClient client = desk.openMember()) {
            ContactResult result = client.ask(
                    messenger -> messenger.add(link, Optional.ofNullable(name), Optional.ofNullable(as), text));
            if (!(result instanceof ContactResult.Done added)) {
                throw ContactFailures.ofAdding(result, text.isPresent());
            }
            long id = added.contact().id();
            Optional<Ending> failed = desk.catchUp(client);
            Contact contact = ContactStep.settled(client, id, KEYS_PATIENCE, SUBMIT_PATIENCE);
            ContactStep.tell(
                    desk,
                    contact,
                    failed,
                    Shown.name(contact.name()) + " is noted; the next command that reaches the relay goes on with it.",
                    line(contact));
            return ExitCode.OK;
        }
    }

    /** How far it has come. */
    static String line(Contact contact) {
        String name = Shown.name(contact.name());
        return switch (contact.state()) {
            case ADDING -> "The keys of " + name + " have not come yet; the next command goes on with it by itself.";
            case INTRODUCED -> "You have asked " + name + ". Both can write once they accept.";
            case ESTABLISHED -> name + " is your contact; both can write.";
            case REQUESTED, UNREACHABLE, REPLACED ->
                name + ": " + contact.state().words() + ".";
        };
    }

    private static ContactLink link(String text) {
        try {
            return ContactLink.parse(text);
        } catch (UnreadableText e) {
            throw new CommandFailure(
                    ExitCode.USER,
                    "unreadable_link",
                    "The contact link " + e.getMessage() + ". Ask for it again and copy it as a whole.");
        }
    }
}
