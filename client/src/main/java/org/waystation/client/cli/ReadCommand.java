package org.waystation.client.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.waystation.client.WaystationClient;
import org.waystation.client.messenger.Contact;
import org.waystation.client.messenger.ContactResult;
import org.waystation.client.messenger.Ending;
import org.waystation.client.messenger.Messenger;
import org.waystation.client.messenger.ReceivedText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "read", mixinStandardHelpOptions = true, description = "Show what has come and you have not read.")
final class ReadCommand extends ClientCommand {
    private static final int AT_ONCE = 1_000;
    private static final Duration RECEIPTS_PATIENCE = Duration.ofSeconds(3);
    private static final Duration FOLLOW_CHECK = Duration.ofSeconds(10);

    @Parameters(
            arity = "0..1",
            paramLabel = "CONTACT",
            description = "Only what this contact wrote. Default: what anybody wrote")
    private @Nullable String who;

    @Option(names = "--follow", description = "Go on until stopped, showing texts as they come.")
    private boolean follow;

    @Override
    ExitCode run(Desk desk) {
        try (WaystationClient client = desk.openMember()) {
            Optional<Long> contact = Optional.ofNullable(who).map(name -> id(client, name));
            return follow ? follow(desk, client, contact) : once(desk, client, contact);
        }
    }

    private static long id(WaystationClient client, String name) {
        return client.ask(messenger -> messenger.contact(name))
                .map(Contact::id)
                .orElseThrow(() -> ContactFailures.of(new ContactResult.NoSuchContact(name)));
    }

    private static ExitCode once(Desk desk, WaystationClient client, Optional<Long> contact) {
        Optional<Ending> failed = desk.catchUp(client);
        List<ReceivedText> texts = client.ask(messenger -> messenger.unread(contact, Integer.MAX_VALUE));
        if (failed.isPresent() && desk.json()) {
            texts.forEach(each -> markShown(client, each));
            throw desk.failed(failed.get(), "These texts were here already.", Answers.received(texts));
        }
        desk.answer(
                Answers.received(texts), texts.stream().map(ReadCommand::line).toArray(String[]::new));
        if (!desk.around().out().checkError()) {
            texts.forEach(each -> markShown(client, each));
        }
        if (failed.isPresent()) {
            throw desk.failed(failed.get(), "Shown is what was here already.");
        }
        if (texts.isEmpty()) {
            desk.say("Nothing new.");
        }
        client.await(Messenger::isSettled, RECEIPTS_PATIENCE);
        return ExitCode.OK;
    }

    private static ExitCode follow(Desk desk, WaystationClient client, Optional<Long> contact) {
        try (StayConnected connection = new StayConnected(client, desk::say, ending -> {})) {
            while (connection.distrusted().isEmpty()) {
                List<ReceivedText> texts = client.ask(messenger -> messenger.unread(contact, AT_ONCE));
                for (ReceivedText each : texts) {
                    desk.answer(Answers.receivedNode(each), line(each));
                    if (desk.around().out().checkError()) {
                        return ExitCode.OK; // Whoever read this has gone.
                    }
                    markShown(client, each);
                }
                client.waitFor(
                        messenger -> connection.distrusted().isPresent()
                                || !messenger.unread(contact, 1).isEmpty(),
                        FOLLOW_CHECK);
            }
            throw desk.failed(connection.distrusted().orElseThrow(), "");
        }
    }

    private static void markShown(WaystationClient client, ReceivedText text) {
        client.ask(messenger -> {
            messenger.shown(text.contact(), text.number());
            return true;
        });
    }

    static String line(ReceivedText text) {
        return "[" + Shown.time(text.receivedAt()) + "] " + Shown.name(text.contactName()) + ": "
                + Shown.text(text.text());
    }
}
