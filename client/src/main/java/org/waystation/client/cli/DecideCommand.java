package org.waystation.client.cli;

import java.time.Duration;
import java.util.Optional;
import org.waystation.client.WaystationClient;
import org.waystation.client.cli.desk.ContactFailures;
import org.waystation.client.cli.desk.Desk;
import org.waystation.client.cli.desk.ExitCode;
import org.waystation.client.cli.desk.Shown;
import org.waystation.client.messenger.Messenger;
import org.waystation.client.person.Contact;
import org.waystation.client.person.ContactResult;
import org.waystation.client.person.Ending;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "decide",
        mixinStandardHelpOptions = true,
        description = "Say which key is a contact's, after another one has come up; see: waystation verify CONTACT")
final class DecideCommand extends ClientCommand {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Parameters(paramLabel = "CONTACT", description = "Their name in the list of contacts.")
    private String who = "";

    @ArgGroup(multiplicity = "1")
    private final Choice choice = new Choice();

    /** One of two. */
    static final class Choice {
        @Option(names = "--keep", description = "The key known so far is theirs; the other link is forgotten.")
        private boolean keep;

        @Option(
                names = "--replace",
                description =
                        "The other key is theirs now; it gets the name, and the texts that wait. This cannot be undone.")
        private boolean replace;
    }

    @Override
    ExitCode run(Desk desk) {
        try (WaystationClient client = desk.openMember()) {
            int waited = client.ask(messenger -> waiting(messenger, who));
            ContactResult result = client.ask(messenger -> choice.keep
                    ? messenger.keyTrust().keepKey(who)
                    : messenger.keyTrust().replaceKey(who));
            if (!(result instanceof ContactResult.Done done)) {
                throw ContactFailures.of(result);
            }
            long id = done.contact().id();
            Optional<Ending> failed = desk.catchUp(client);
            Contact contact = ContactStep.settled(client, id, PATIENCE, PATIENCE);
            ContactStep.tell(
                    desk,
                    contact,
                    failed,
                    "It is decided here; the next command that reaches the relay sends what waits.",
                    line(Shown.name(contact.name()), waited));
            return ExitCode.OK;
        }
    }

    private static int waiting(Messenger messenger, String who) {
        return messenger
                .contact(who)
                .map(each -> messenger.keyTrust().waiting(each.id()))
                .orElse(0);
    }

    private String line(String name, int waited) {
        return choice.replace
                ? "The other key is that of " + name + " from now on. It gets the texts that waited (" + waited
                        + "), and that cannot be undone. Compare it soon: waystation verify " + name
                : "The key of " + name + " stays. What waited is sent.";
    }
}
