package org.waystation.client.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.waystation.client.WaystationClient;
import org.waystation.client.cli.desk.Answers;
import org.waystation.client.cli.desk.Desk;
import org.waystation.client.cli.desk.ExitCode;
import org.waystation.client.cli.desk.Shown;
import org.waystation.client.cli.open.Following;
import org.waystation.client.cli.open.LockOption;
import org.waystation.client.messenger.Messenger;
import org.waystation.client.person.Contact;
import org.waystation.client.person.Ending;
import org.waystation.client.person.ReceivedText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "read", mixinStandardHelpOptions = true, description = "Show what has come and you have not read.")
final class ReadCommand extends ClientCommand {
    private static final Duration RECEIPTS_PATIENCE = Duration.ofSeconds(3);

    @Parameters(
            arity = "0..1",
            paramLabel = "CONTACT",
            description = "Only what this contact wrote. Default: what anybody wrote")
    private @Nullable String who;

    @Option(names = "--follow", description = "Go on until stopped, showing texts as they come.")
    private boolean follow;

    @Mixin
    private final LockOption lockOption = new LockOption();

    @Override
    ExitCode run(Desk desk) {
        WaystationClient client = desk.openMember();
        try {
            Optional<Long> contact = who == null
                    ? Optional.empty()
                    : Optional.of(desk.contact(client, who).id());
            if (!follow) {
                return once(desk, client, contact);
            }
            Following following =
                    new Following(desk, contact, lockOption.lock(desk.around().clock()));
            while (following.until(client) == Following.Parting.LOCKED) {
                client.close();
                client = following.unlocked();
            }
            return ExitCode.OK;
        } finally {
            client.close();
        }
    }

    private static ExitCode once(Desk desk, WaystationClient client, Optional<Long> contact) {
        Optional<Ending> failed = desk.catchUp(client);
        List<ReceivedText> texts = client.ask(messenger -> messenger.unread(contact, Integer.MAX_VALUE));
        if (failed.isPresent() && desk.json()) {
            texts.forEach(each -> desk.markShown(client, each));
            throw desk.failed(failed.get(), "These texts were here already.", Answers.received(texts));
        }
        desk.answer(Answers.received(texts), texts.stream().map(Shown::received).toArray(String[]::new));
        if (!desk.around().out().checkError()) {
            texts.forEach(each -> desk.markShown(client, each));
        }
        if (failed.isPresent()) {
            throw desk.failed(failed.get(), "Shown is what was here already.");
        }
        int waiting = client.ask(messenger -> waiting(messenger, contact));
        if (waiting > 0) {
            desk.say(Shown.waiting(waiting));
        } else if (texts.isEmpty()) {
            desk.say("Nothing new.");
        }
        client.await(Messenger::isSettled, RECEIPTS_PATIENCE);
        return ExitCode.OK;
    }

    /** Texts that have come and cannot be shown yet. */
    private static int waiting(Messenger messenger, Optional<Long> contact) {
        int unread = messenger.contacts().stream()
                .filter(each -> contact.isEmpty() || contact.get() == each.id())
                .filter(each -> each.state() != Contact.State.REQUESTED)
                .mapToInt(Contact::unread)
                .sum();
        return unread - messenger.unread(contact, Integer.MAX_VALUE).size();
    }
}
