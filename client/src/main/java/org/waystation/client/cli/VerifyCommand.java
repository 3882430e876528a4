package org.waystation.client.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.waystation.client.WaystationClient;
import org.waystation.client.cli.desk.Answers;
import org.waystation.client.cli.desk.CommandFailure;
import org.waystation.client.cli.desk.ContactFailures;
import org.waystation.client.cli.desk.Desk;
import org.waystation.client.cli.desk.ExitCode;
import org.waystation.client.cli.desk.SecretWord;
import org.waystation.client.cli.desk.Shown;
import org.waystation.client.messenger.Messenger;
import org.waystation.client.person.Contact;
import org.waystation.client.person.ContactResult;
import org.waystation.client.verification.Crosswise;
import org.waystation.client.verification.Language;
import org.waystation.client.verification.QrDrawing;
import org.waystation.client.verification.VerificationCode;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.link.UnreadableText;
import org.waystation.protocol.link.VerificationText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description =
                "Find out that nobody is between you and a contact: compare the codes of both, face to face or on a"
                        + " call where you know the voice.")
final class VerifyCommand extends ClientCommand {
    @Parameters(paramLabel = "CONTACT", description = "Their name in the list of contacts.")
    private String who = "";

    @Option(names = "--digits", description = "Show the codes as digits, which are the same in every language.")
    private boolean digits;

    @Option(names = "--qr", description = "Show a QR code for their device to scan.")
    private boolean qr;

    @Option(
            names = "--language",
            paramLabel = "en|sr|sr-Latn",
            defaultValue = "en",
            description = "Language and script of the words; both of you need the same. Default: en")
    private String language = "en";

    @Option(
            names = "--scanned",
            paramLabel = "TEXT",
            description =
                    "What a scanner read from the QR code on their device: the text, a file, or - for standard input.")
    private @Nullable String scanned;

    @Option(names = "--confirm", description = "Say that the codes which were shown are the same on both devices.")
    private boolean confirm;

    @Override
    ExitCode run(Desk desk) {
        if (confirm && scanned != null) {
            throw new CommandFailure(ExitCode.USAGE, "usage", "Give either --confirm or --scanned; a scan confirms.");
        }
        Language spoken = Language.ofTag(language)
                .orElseThrow(() ->
                        new CommandFailure(ExitCode.USAGE, "usage", "There are the languages en, sr and sr-Latn."));
        Optional<VerificationText> read = Optional.ofNullable(scanned)
                .map(each -> read(SecretWord.read(each, VerificationText.PREFIX, desk.around())));
        try (WaystationClient client = desk.openMember()) {
            Contact contact = desk.contact(client, who);
            Bytes own = client.ask(Messenger::account).orElseThrow().link().fingerprint();
            if (read.isPresent()) {
                scan(desk, client, contact, own, read.get());
            } else if (confirm) {
                confirm(desk, client, contact);
            } else {
                show(desk, client, contact, own, spoken);
                client.ask(messenger -> messenger.keyTrust().noteShown(contact.id()));
            }
        }
        return ExitCode.OK;
    }

    private static VerificationText read(String text) {
        try {
            return VerificationText.parse(text);
        } catch (UnreadableText e) {
            throw new CommandFailure(
                    ExitCode.USER,
                    "unreadable_code",
                    "What was scanned " + e.getMessage() + ". Have them show: waystation verify YOUR-NAME --qr");
        }
    }

    private void show(Desk desk, WaystationClient client, Contact contact, Bytes own, Language spoken) {
        String payload = new VerificationText(own, contact.fingerprint()).toText();
        if (qr && !desk.json()) {
            List<String> lines = new ArrayList<>(QrDrawing.lines(payload));
            lines.add("Have " + Shown.name(contact.name()) + " scan this, and give what was read to: waystation verify"
                    + " YOUR-NAME --scanned TEXT");
            desk.answer(Answers.contact(contact), lines.toArray(String[]::new));
            return;
        }
        Codes codes = new Codes(
                spoken,
                VerificationCode.of(contact.fingerprint()),
                VerificationCode.of(own),
                contact.trust().claimed().map(VerificationCode::of));
        desk.answer(
                codes.answer(contact, payload),
                codes.lines(contact, digits, waiting(client, contact)).toArray(String[]::new));
    }

    private static int waiting(WaystationClient client, Contact contact) {
        return client.ask(messenger -> messenger.keyTrust().waiting(contact.id()));
    }

    private static void confirm(Desk desk, WaystationClient client, Contact contact) {
        tell(
                desk,
                client.ask(messenger -> messenger.keyTrust().confirmShown(contact.id())),
                "You said that both devices showed the same.");
    }

    private static void scan(Desk desk, WaystationClient client, Contact contact, Bytes own, VerificationText scanned) {
        boolean theOtherKey = contact.trust().claimed().isPresent()
                && Crosswise.compare(scanned, own, contact.trust().claimed().get()) == Crosswise.MATCHES;
        Crosswise result = Crosswise.compare(scanned, own, contact.fingerprint());
        if (theOtherKey
                || (result == Crosswise.MATCHES && contact.trust().claimed().isPresent())) {
            String option = theOtherKey ? "--replace" : "--keep";
            String which =
                    theOtherKey ? "other key. " + Codes.costOfReplacing(waiting(client, contact)) : "earlier key.";
            desk.answer(
                    Answers.contact(contact),
                    "This is the " + which + " If it was " + Shown.name(contact.name())
                            + " who showed it to you: waystation decide " + Shown.name(contact.name()) + " " + option);
            return;
        }
        if (result == Crosswise.OWN_CODE) {
            throw new CommandFailure(
                    ExitCode.USER,
                    "own_code",
                    "This is your own code. Scan the one on " + Shown.name(contact.name()) + "'s device.");
        }
        if (result != Crosswise.MATCHES) {
            throw mismatch(contact, result);
        }
        tell(
                desk,
                client.ask(messenger -> messenger.keyTrust().confirm(contact.id(), contact.fingerprint())),
                "Nobody is between the two of you.");
    }

    private static CommandFailure mismatch(Contact contact, Crosswise result) {
        String name = Shown.name(contact.name());
        String what = result == Crosswise.OTHER_KEY
                ? "This is not the key that is known here as " + name
                        + ". Either it is somebody else's code, or somebody" + " sits between you"
                : "The device of " + name
                        + " takes another key for yours. Either the code was made for somebody else, or"
                        + " somebody sits between you";
        return new CommandFailure(
                ExitCode.TRUST,
                "codes_differ",
                what + ". Write nothing that could hurt anybody, and exchange new links face to face:"
                        + " waystation link, waystation add",
                Answers.contact(contact));
    }

    private static void tell(Desk desk, ContactResult result, String why) {
        if (!(result instanceof ContactResult.Done done)) {
            throw ContactFailures.of(result);
        }
        desk.answer(Answers.contact(done.contact()), Shown.name(done.contact().name()) + " is verified. " + why);
    }
}
