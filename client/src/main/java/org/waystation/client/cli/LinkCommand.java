package org.waystation.client.cli;

import org.waystation.client.WaystationClient;
import org.waystation.client.cli.desk.Answers;
import org.waystation.client.cli.desk.Desk;
import org.waystation.client.cli.desk.ExitCode;
import org.waystation.client.messenger.Messenger;
import org.waystation.client.person.Account;
import picocli.CommandLine.Command;

@Command(
        name = "link",
        mixinStandardHelpOptions = true,
        description = "Show your contact link. Whoever has it can ask to write to you.")
final class LinkCommand extends ClientCommand {
    @Override
    ExitCode run(Desk desk) {
        try (WaystationClient client = desk.openMember()) {
            Account account = client.ask(Messenger::account).orElseThrow();
            desk.answer(Answers.link(account), account.link().toText());
        }
        return ExitCode.OK;
    }
}
