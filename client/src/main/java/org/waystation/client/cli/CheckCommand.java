package org.waystation.client.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.waystation.client.cli.desk.CommandFailure;
import org.waystation.client.cli.desk.Desk;
import org.waystation.client.cli.desk.ExitCode;
import org.waystation.client.cli.desk.Failures;
import org.waystation.client.device.FileFindings;
import org.waystation.client.device.Finding;
import org.waystation.client.device.MachineFindings;
import org.waystation.client.device.TerminalFindings;
import org.waystation.client.vault.VaultFailure;
import org.waystation.client.vault.directory.VaultDirectory;
import org.waystation.client.vault.directory.VaultOpening;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description =
                "Say what somebody who holds this device would see, and whether the vault is whole. Works offline.")
final class CheckCommand extends ClientCommand {
    @Option(
            names = "--open",
            description =
                    "Also open the vault with the passphrase, to see whether it is whole. Goes without saying where a"
                            + " passphrase is given.")
    private boolean open;

    @Override
    ExitCode run(Desk desk) {
        VaultDirectory directory = desk.directory();
        List<Finding> findings = new ArrayList<>(FileFindings.of(directory.look(), ZoneId.systemDefault()));
        findings.addAll(new MachineFindings(Path.of("/")).all());
        findings.addAll(new TerminalFindings(desk.around().environment()).all());
        Optional<CommandFailure> failure = Optional.empty();
        String vault = directory.exists() ? "not_looked_at" : "none";
        if (directory.exists() && (open || desk.passphraseGiven())) {
            failure = opened(desk, directory);
            vault = failure.map(CommandFailure::code).orElse("whole");
            findings.add(whole(failure.orElse(null)));
        } else if (directory.exists()) {
            findings.add(
                    note("Without the passphrase it cannot be told whether the vault is whole. With it: check --open"));
        }
        if (directory.exists()) {
            findings.add(
                    note("Whoever has the passphrase as well sees all that you see: contacts, texts, your relay."));
        }
        ObjectNode json = json(findings, vault);
        if (failure.isEmpty() || !desk.json()) {
            desk.answer(json, findings.stream().map(CheckCommand::line).toArray(String[]::new));
        }
        failure.ifPresent(it -> {
            throw new CommandFailure(it.exit(), it.code(), it.line(), json);
        });
        return ExitCode.OK;
    }

    private static Optional<CommandFailure> opened(Desk desk, VaultDirectory directory) {
        try {
            VaultOpening opening = directory.open(desk.passphrase());
            if (opening instanceof VaultOpening.Opened it) {
                it.vault().close();
                return Optional.empty();
            }
            return Optional.of(desk.closed(opening));
        } catch (VaultFailure e) {
            return Optional.of(Failures.ofVault(e));
        }
    }

    private static Finding whole(@Nullable CommandFailure failure) {
        return failure == null
                ? new Finding(
                        Finding.About.VAULT,
                        Finding.Weight.GOOD,
                        "The vault is whole: every row is as this program left it, and vault.db is not older than"
                                + " vault.head. If all files were put back together to an earlier day, that does not"
                                + " show.")
                : new Finding(Finding.About.VAULT, Finding.Weight.WARNING, failure.line());
    }

    private static Finding note(String words) {
        return new Finding(Finding.About.VAULT, Finding.Weight.NOTE, words);
    }

    private static String line(Finding finding) {
        String sign = switch (finding.weight()) {
            case GOOD -> "[ok]      ";
            case NOTE -> "[note]    ";
            case WARNING -> "[warning] ";
            case UNKNOWN -> "[unknown] ";
        };
        return sign + finding.words();
    }

    private static ObjectNode json(List<Finding> findings, String vault) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode all = answer.putArray("findings");
        for (Finding each : findings) {
            all.addObject()
                    .put("about", each.about().code())
                    .put("weight", each.weight().code())
                    .put("words", each.words());
        }
        return answer.put("vault", vault);
    }
}
