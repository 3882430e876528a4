package org.waystation.ops.partners;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.waystation.ops.node.CommandFailure;
import org.waystation.ops.node.CommonOptions;
import org.waystation.ops.node.ExitCode;
import org.waystation.ops.node.PartnerFiles;
import org.waystation.ops.node.RelayDirectory;
import org.waystation.ops.node.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "add",
        description = "Federate with the relay of this card. Both operators add each other. A running relay notices.")
public final class PartnerAddCommand implements Callable<Integer> {
    @Parameters(paramLabel = "CARD-FILE", description = "File with the partner's card.")
    private Path file = Path.of("");

    @Option(
            names = "--fingerprint",
            paramLabel = "DIGITS",
            description = "The digits that the partner's operator reads to you. Without it you are asked.")
    private Optional<String> fingerprint = Optional.empty();

    @Option(
            names = "--replaces",
            paramLabel = "PARTNER",
            description =
                    "The partner whose place it takes, because that one's key may be in other hands. The old key is"
                            + " denied from then on.")
    private Optional<String> replaced = Optional.empty();

    @Mixin
    private final CommonOptions common = new CommonOptions();

    private final Surroundings around;
    private final PartnerFiles files;

    public PartnerAddCommand(Surroundings around, PartnerFiles files) {
        this.around = around;
        this.files = files;
    }

    @Override
    public Integer call() {
        RelayDirectory directory = common.directory(around);
        String card = CardText.read(file);
        PartnerFiles.PartnerLine claimed = files.inspect(card);
        // A key that is replaced because it may be in other hands vouches for nobody.
        Optional<String> vouching = replaced.isPresent() ? Optional.empty() : files.voucherOf(directory, card);
        String expected = fingerprint.orElseGet(
                () -> vouching.map(known -> vouched(claimed, known)).orElseGet(() -> confirmed(claimed)));
        PartnerFiles.PartnerLine partner = replaced.isPresent()
                ? files.replace(directory, replaced.get(), card, expected)
                : files.add(directory, card, expected);
        common.answer(
                around,
                PartnerJson.of(partner),
                () -> around.out().println("partner " + partner.name() + " added (" + partner.fingerprint() + ")"));
        return ExitCode.OK.number();
    }

    private String vouched(PartnerFiles.PartnerLine claimed, String known) {
        around.err()
                .println(known + ", whose key was confirmed here, has signed that this relay goes on in its place.");
        return claimed.fingerprint();
    }

    private String confirmed(PartnerFiles.PartnerLine claimed) {
        Surroundings.Person person = around.person()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE,
                        "nobody is here to compare the fingerprint; give the digits that the partner's operator read to"
                                + " you with --fingerprint"));
        around.err().println("The card is of " + claimed.name() + ", with the fingerprint");
        around.err().println("  " + claimed.fingerprint());
        around.err().flush();
        if (!saysYes(person)) {
            throw new CommandFailure(
                    ExitCode.TRUST,
                    "the fingerprint was not confirmed, so the partner was not added. Ask the operator for the card again");
        }
        return claimed.fingerprint();
    }

    private static boolean saysYes(Surroundings.Person person) {
        while (true) {
            String answer = person.ask("Does the partner's operator read the same digits to you? [yes/no] ")
                    .strip()
                    .toLowerCase(Locale.ROOT);
            switch (answer) {
                case "yes", "y" -> {
                    return true;
                }
                // An input that has ended answers with nothing, and nothing is no.
                case "no", "n", "" -> {
                    return false;
                }
                default -> {}
            }
        }
    }
}
