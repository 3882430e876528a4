package org.waystation.ops.upkeep;

import java.util.concurrent.Callable;
import org.waystation.ops.node.CommonOptions;
import org.waystation.ops.node.ExitCode;
import org.waystation.ops.node.RelayDirectory;
import org.waystation.ops.node.RelayFiles;
import org.waystation.ops.node.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "restored",
        description = "Note that the relay's data was put back from a copy. To be run after that and before the start:"
                + " else keys that strangers have used already would be handed out again.")
public final class RestoredCommand implements Callable<Integer> {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    private final Surroundings around;
    private final RelayFiles files;

    public RestoredCommand(Surroundings around, RelayFiles files) {
        this.around = around;
        this.files = files;
    }

    @Override
    public Integer call() {
        RelayDirectory directory = common.directory(around);
        files.markRestored(directory);
        common.answer(
                around,
                new Noted(true),
                () -> around.out()
                        .println(
                                "Noted. Start the relay with 'relay run'; it drops the one-time keys in the copy, and its members'"
                                        + " clients bring new ones."));
        return ExitCode.OK.number();
    }

    private record Noted(boolean restored) {}
}
