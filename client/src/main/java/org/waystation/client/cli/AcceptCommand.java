package org.waystation.client.cli;

import java.text.Normalizer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.waystation.client.WaystationClient;
import org.waystation.client.cli.desk.CommandFailure;
import org.waystation.client.cli.desk.ContactFailures;
import org.waystation.client.cli.desk.Desk;
import org.waystation.client.cli.desk.ExitCode;
import org.waystation.client.cli.desk.Shown;
import org.waystation.client.messenger.Messenger;
import org.waystation.client.person.Contact;
import org.waystation.client.person.ContactResult;
import org.waystation.client.person.Ending;
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
                throw claimant(client.ask(Messenger::contacts), result).orElseGet(() -> ContactFailures.of(result));
            }
            Contact contact = done.contact();
            Optional<Ending> failed = known ? desk.catchUp(client) : Optional.empty();
            if (failed.isEmpty()) {
                client.await(Messenger::isSettled, ANSWER_PATIENCE);
            }
            String shown = Shown.name(contact.name());
            ContactStep.tell(
                    desk,
                    contact,
                    failed,
                    shown + " is accepted here; the next command that reaches the relay tells them.",
                    shown + " is your contact. Read what they wrote: waystation read");
        }
        return ExitCode.OK;
    }

    /** Nobody has this name here, but one request gives it as its own. That is no reason to take it for theirs. */
    private static Optional<CommandFailure> claimant(List<Contact> all, ContactResult result) {
        if (!(result instanceof ContactResult.NoSuchContact none)) {
            return Optional.empty();
        }
        String wanted = Normalizer.normalize(none.name(), Normalizer.Form.NFC);
        List<Contact> claimants = all.stream()
                .filter(each -> each.state() == Contact.State.REQUESTED)
                .filter(each ->
                        each.callsItself().filter(wanted::equalsIgnoreCase).isPresent())
                .toList();
        if (claimants.size() != 1) {
            return Optional.empty();
        }
        Contact one = claimants.get(0);
        return Optional.of(new CommandFailure(
                ExitCode.USER,
                "no_such_contact",
                Shown.name(one.name()) + " calls itself "
                        + Shown.name(one.callsItself().orElseThrow()) + " (nobody has checked that). To accept: "
                        + toAccept(one, all)));
    }

    /**
     * What to type to accept a request. The name that a stranger gives is in it only where it can be typed as it is and does
     * not belong to somebody else: it must neither say something to a shell nor bring up a change of keys.
     */
    static String toAccept(Contact request, List<Contact> all) {
        String name = request.callsItself()
                .filter(AcceptCommand::isTyped)
                .filter(each -> all.stream().noneMatch(other -> other.name().equalsIgnoreCase(each)))
                .orElse("NAME");
        return "waystation accept " + Shown.name(request.name()) + " --name " + name;
    }

    private static boolean isTyped(String name) {
        return name.codePoints()
                .allMatch(each ->
                        Character.isLetterOrDigit(each) && !reordersWhatIsAround(Character.getDirectionality(each)));
    }

    private static boolean reordersWhatIsAround(byte directionality) {
        return directionality != Character.DIRECTIONALITY_LEFT_TO_RIGHT
                && directionality != Character.DIRECTIONALITY_EUROPEAN_NUMBER;
    }
}
