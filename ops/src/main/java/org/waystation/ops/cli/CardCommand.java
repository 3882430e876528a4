package org.waystation.ops.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.waystation.ops.node.CommandFailure;
import org.waystation.ops.node.CommonOptions;
import org.waystation.ops.node.ExitCode;
import org.waystation.ops.node.RelayFiles;
import org.waystation.ops.node.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "card",
        description = "Show the relay's card, to hand to the operator of a partner. It holds no secret.")
final class CardCommand implements Callable<Integer> {
    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "Write the card to a file.")
    private Optional<Path> file = Optional.empty();

    @Mixin
    private final CommonOptions common = new CommonOptions();

    private final Surroundings around;
    private final RelayFiles files;

    CardCommand(Surroundings around, RelayFiles files) {
        this.around = around;
        this.files = files;
    }

    @Override
    public Integer call() {
        RelayFiles.CardLine card = files.card(common.directory(around));
        file.ifPresent(path -> write(path, card.text()));
        common.answer(around, new Shown(card), () -> {
            if (file.isEmpty()) {
                around.out().println(card.text());
            }
            around.err()
                    .println("Hand the card of " + card.name() + " to your partner, and read these digits to them"
                            + " by another way, like a call:");
            around.err().println(card.fingerprint());
        });
        return ExitCode.OK.number();
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text + "\n");
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USER, "cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private record Shown(String name, String fingerprint, String expiresAt, String card) {
        Shown(RelayFiles.CardLine line) {
            this(line.name(), line.fingerprint(), line.expiresAt().toString(), line.text());
        }
    }
}
