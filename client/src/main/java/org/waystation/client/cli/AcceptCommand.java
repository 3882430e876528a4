package org.waystation.client.cli;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.waystation.client.WaystationClient;
import org.waystation.client.messenger.Contact;
import org.waystation.client.messenger.ContactResult;
import org.waystation.client.messenger.Ending;
import org.waystation.client.messenger.Messenger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "accept",
        mixinStandardHelpOptions = true,
        description = "Accept somebody who has asked to become your contact.")
final class AcceptCommand extends ClientCommand {
    private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(10);

    @Parameters(paramLabel = "CONTACT", description = "Their name in the list of contacts.")
    private String who = "";

    @Option(names = "--name", paramLabel = "NAME", description = "What to call them from now on.")
    private @Nullable String name;

    @Override
    ExitCode run(Desk desk) {
        try (WaystationClient client = desk.openMember()) {
            // A request may still wait at the relay.
            boolean known = client.ask(messenger -> messenger.contact(who)).isPresent();
            Optional<Ending> early = known ? Optional.empty() : desk.catchUp(client);
            early.ifPresent(ending -> {
                throw desk.failed(ending, "Nothing was accepted; try again.");
            });
            ContactResult result = client.ask(messenger -> messenger.accept(who, Optional.ofNullable(name)));
            if (!(result instanceof ContactResult.Done done)) {
                throw ContactFailures.of(result);
            }
            Contact contact = done.contact();
            Optional<Ending> failed = known ? desk.catchUp(client) : Optional.empty();
            if (failed.isPresent()) {
                throw desk.failed(
                        failed.get(),
                        Shown.name(contact.name())
                                + " is accepted here; the next command that reaches the relay tells them.",
                        Answers.contact(contact));
            }
            client.await(Messenger::isSettled, ANSWER_PATIENCE);
            desk.answer(
                    Answers.contact(contact),
                    Shown.name(contact.name()) + " is your contact. Read what they wrote: waystation read");
        }
        return ExitCode.OK;
    }
}
