package org.waystation.client.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.waystation.client.cli.desk.CommandFailure;
import org.waystation.client.cli.desk.Desk;
import org.waystation.client.cli.desk.ExitCode;
import org.waystation.client.vault.directory.VaultDirectory;
import org.waystation.client.vault.disk.Remains;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "clear",
        mixinStandardHelpOptions = true,
        description = {
            "Destroy your keys and messages on this device, the key first. No passphrase, no network, no way back.",
            "A program that has them open stops within a second."
        })
final class ClearCommand extends ClientCommand {
    private static final String WORD = "clear";

    /** What the same keys give where the keyboard is set to Serbian or to Russian letters. */
    private static final Set<String> WORDS = Set.of(WORD, "цлеар", "сдуфк");

    @Option(names = "--yes", description = "Do not ask. For scripts, and for when there is no time.")
    private boolean yes;

    @Override
    ExitCode run(Desk desk) {
        VaultDirectory directory = desk.directory();
        if (yes) {
            return destroy(desk, directory, directory.hasTraces());
        }
        if (!directory.hasTraces()) {
            throw nothingThere(directory);
        }
        confirm(desk, directory);
        return destroy(desk, directory, true);
    }

    private static void confirm(Desk desk, VaultDirectory directory) {
        String question = "This destroys all keys and messages in " + directory.path() + ". Type " + WORD
                + " and Enter to do it: ";
        String typed = desk.around()
                .person()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE, "no_terminal", "There is no terminal to ask on. Say it by: clear --yes"))
                .ask(question)
                .orElse("");
        if (!WORDS.contains(typed.strip().toLowerCase(Locale.ROOT))) {
            throw new CommandFailure(
                    ExitCode.USER,
                    "not_confirmed",
                    "Nothing was destroyed. To destroy it, type the word " + WORD + ".");
        }
    }

    private static ExitCode destroy(Desk desk, VaultDirectory directory, boolean wasThere) {
        Remains left = directory.destroy();
        if (!wasThere) {
            throw nothingThere(directory);
        }
        if (left.isKeyLeft()) {
            throw new CommandFailure(
                    ExitCode.USER,
                    "key_not_destroyed",
                    "The key could NOT be destroyed. Remove it yourself, now: " + named(left.keys()),
                    answer(left));
        }
        if (!left.others().isEmpty()) {
            throw new CommandFailure(
                    ExitCode.USER,
                    "files_left",
                    "The key is destroyed, nobody can read what is left. These could not be removed: "
                            + named(left.others()),
                    answer(left));
        }
        desk.answer(answer(left), "Destroyed: the keys and messages in " + directory.path() + ".");
        return ExitCode.OK;
    }

    private static String named(List<Path> files) {
        return files.stream().map(Path::toString).collect(Collectors.joining(", "));
    }

    private static CommandFailure nothingThere(VaultDirectory directory) {
        return new CommandFailure(
                ExitCode.USER,
                "no_vault",
                "There is no vault in " + directory.path()
                        + ", so nothing was destroyed. If it is elsewhere, name it by --vault.");
    }

    /** {@code {"cleared": true, "left": []}}. */
    private static ObjectNode answer(Remains left) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("cleared", !left.isKeyLeft());
        ArrayNode files = answer.putArray("left");
        left.all().forEach(each -> files.add(each.toString()));
        return answer;
    }
}
