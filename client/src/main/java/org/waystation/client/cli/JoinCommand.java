package org.waystation.client.cli;

import java.time.Duration;
import java.util.Optional;
import org.waystation.client.WaystationClient;
import org.waystation.client.cli.desk.Answers;
import org.waystation.client.cli.desk.CommandFailure;
import org.waystation.client.cli.desk.Desk;
import org.waystation.client.cli.desk.ExitCode;
import org.waystation.client.cli.desk.SecretWord;
import org.waystation.client.messenger.Messenger;
import org.waystation.client.person.Account;
import org.waystation.client.person.Ending;
import org.waystation.client.person.JoinResult;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.link.UnreadableText;
import org.waystation.protocol.link.Voucher;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "join",
        mixinStandardHelpOptions = true,
        description = "Become a member of a relay with the voucher that its operator gave you.")
final class JoinCommand extends ClientCommand {
    private static final Duration SETTING_UP = Duration.ofSeconds(30);

    @Parameters(
            paramLabel = "VOUCHER",
            description = "The voucher, a file that holds it, or - to read it from standard input.")
    private String given = "";

    @Override
    ExitCode run(Desk desk) {
        Voucher voucher = voucher(SecretWord.read(given, Voucher.PREFIX, desk.around()));
        try (WaystationClient client = desk.openOrCreate()) {
            if (client.ask(messenger -> messenger.join(voucher)) instanceof JoinResult.AlreadyMember already) {
                throw new CommandFailure(
                        ExitCode.USER,
                        "already_joined",
                        "This vault belongs to a member of " + already.relayName()
                                + " already. For another membership choose another directory by --vault.");
            }
            Optional<Ending> failed = desk.catchUp(client);
            if (failed.isPresent()) {
                throw failure(desk, failed.get());
            }
            client.await(Messenger::isSettled, SETTING_UP);
            Account account = client.ask(Messenger::account).orElseThrow();
            desk.answer(
                    Answers.joined(account),
                    "You are a member of " + account.relayName() + " now.",
                    "Give your contact link to people who should be able to write to you: waystation link");
        }
        return ExitCode.OK;
    }

    private static Voucher voucher(String text) {
        try {
            return Voucher.parse(text);
        } catch (UnreadableText e) {
            throw new CommandFailure(
                    ExitCode.USER,
                    "unreadable_voucher",
                    "The voucher " + e.getMessage() + ". Copy it again from what the operator sent, as a whole.");
        }
    }

    private static CommandFailure failure(Desk desk, Ending ending) {
        boolean aboutVoucher = ending instanceof Ending.Refused refused
                && (refused.fault().is(FaultCode.VOUCHER_INVALID)
                        || refused.fault().is(FaultCode.VOUCHER_USED)
                        || refused.fault().is(FaultCode.VOUCHER_EXPIRED));
        return aboutVoucher
                ? new CommandFailure(
                        ExitCode.USER, "voucher_refused", ending.words() + " Ask the operator for a new one.")
                : desk.failed(ending, "The voucher is kept in the vault and still good; run the same command again.");
    }
}
