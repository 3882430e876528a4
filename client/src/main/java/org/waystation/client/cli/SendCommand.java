package org.waystation.client.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.waystation.client.WaystationClient;
import org.waystation.client.cli.desk.Answers;
import org.waystation.client.cli.desk.CommandFailure;
import org.waystation.client.cli.desk.ContactFailures;
import org.waystation.client.cli.desk.Desk;
import org.waystation.client.cli.desk.ExitCode;
import org.waystation.client.cli.desk.Shown;
import org.waystation.client.cli.desk.TextSource;
import org.waystation.client.messenger.Messenger;
import org.waystation.client.person.ContactResult;
import org.waystation.client.person.Delivery;
import org.waystation.client.person.Ending;
import org.waystation.client.person.MessageText;
import org.waystation.client.person.SentText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "send",
        mixinStandardHelpOptions = true,
        description = "Send a text to a contact.",
        footer = {"", "A text that begins with a dash needs -- in front: waystation send bojan -- \"-5 degrees\""})
final class SendCommand extends ClientCommand {
    private static final Duration SUBMIT_PATIENCE = Duration.ofSeconds(15);
    private static final Duration DELIVERY_PATIENCE = Duration.ofMillis(1_500);

    @Parameters(index = "0", paramLabel = "CONTACT", description = "Their name in the list of contacts.")
    private String who = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "TEXT",
            description = "The text, or - to read it from standard input.")
    private @Nullable String text;

    @Option(names = "--file", paramLabel = "FILE", description = "Take the text from a file, as it is (UTF-8).")
    private @Nullable Path file;

    @Override
    ExitCode run(Desk desk) {
        MessageText message = TextSource.read(Optional.ofNullable(text), Optional.ofNullable(file), desk.around());
        try (WaystationClient client = desk.openMember()) {
            ContactResult result = client.ask(messenger -> messenger.send(who, message));
            if (result instanceof ContactResult.Held held) {
                SentText waiting = client.ask(
                                messenger -> messenger.sent(held.contact().id(), held.number()))
                        .orElseThrow();
                throw ContactFailures.held(held.contact(), Answers.sent(waiting));
            }
            if (!(result instanceof ContactResult.Written written)) {
                throw ContactFailures.of(result);
            }
            desk.tellRisk(client, written.contact());
            long contact = written.contact().id();
            long number = written.number();
            Optional<Ending> failed = desk.connect(client);
            client.await(
                    messenger -> delivery(messenger, contact, number)
                            .filter(each -> each == Delivery.WAITING_HERE)
                            .isEmpty(),
                    SUBMIT_PATIENCE);
            client.await(
                    messenger -> delivery(messenger, contact, number)
                                    .filter(each -> !each.isSettledByRelays())
                                    .isEmpty()
                            && messenger.isSettled(),
                    DELIVERY_PATIENCE);
            SentText sent = client.ask(messenger -> messenger.sent(contact, number))
                    .orElseGet(() -> takenAlong(desk, client, written.contact().name(), message));
            return tell(desk, sent, failed);
        }
    }

    /** Empty once the contact has moved to a new device and has taken the text along. */
    private static Optional<Delivery> delivery(Messenger messenger, long contact, long number) {
        return messenger.sent(contact, number).map(SentText::delivery);
    }

    /** The text where it is now: with whoever has the contact's name. */
    private static SentText takenAlong(Desk desk, WaystationClient client, String name, MessageText message) {
        desk.say(Shown.name(name)
                + " has a new device, for which the old one has signed; it is not verified. The text goes there.");
        return client.ask(messenger -> messenger.sent(Integer.MAX_VALUE)).stream()
                .filter(each -> each.contactName().equals(name) && each.text().equals(message.value()))
                .max(Comparator.comparing(SentText::number))
                .orElseThrow();
    }

    private static ExitCode tell(Desk desk, SentText sent, Optional<Ending> failed) {
        if (failed.isPresent()) {
            throw desk.failed(
                    failed.get(),
                    "The text waits here; the next command that reaches the relay sends it.",
                    Answers.sent(sent));
        }
        if (sent.delivery() == Delivery.REFUSED || sent.delivery() == Delivery.EXPIRED) {
            throw new CommandFailure(
                    ExitCode.NETWORK,
                    sent.delivery().code(),
                    "The text was not taken" + Shown.why(sent) + ". It will not be tried again.",
                    Answers.sent(sent));
        }
        desk.answer(
                Answers.sent(sent),
                "Text " + sent.number() + " to " + Shown.name(sent.contactName()) + ": "
                        + sent.delivery().words());
        return ExitCode.OK;
    }
}
