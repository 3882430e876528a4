package org.waystation.ops.cli;

import java.util.concurrent.Callable;
import org.waystation.ops.config.KeySource;
import org.waystation.ops.node.CommonOptions;
import org.waystation.ops.node.ExitCode;
import org.waystation.ops.node.RelayDirectory;
import org.waystation.ops.node.RelayFiles;
import org.waystation.ops.node.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "move",
        description = {
            "Wrap the keys of a stopped relay under another node key, or under none.",
            "It must be there already: make one with 'key new'. Say afterwards in relay.toml where it is now."
        })
final class KeyMoveCommand implements Callable<Integer> {
    private static final String TO = "--to";

    @Option(
            names = TO,
            required = true,
            paramLabel = "WHERE",
            description = "file:/absolute/path, env:NAME, prompt, or directory for none. Never the key itself.")
    private String to = "";

    @Mixin
    private final CommonOptions common = new CommonOptions();

    private final Surroundings around;
    private final RelayFiles files;

    KeyMoveCommand(Surroundings around, RelayFiles files) {
        this.around = around;
        this.files = files;
    }

    @Override
    public Integer call() {
        RelayDirectory directory = common.directory(around);
        KeySource source = KeySource.parse(TO, to);
        files.moveKey(directory, source);
        common.answer(
                around,
                new Moved(source.text()),
                () -> around.out()
                        .println("Moved. Before the next start set in [store] of " + directory.configFile()
                                + ": key = \"" + source.text() + "\""));
        return ExitCode.OK.number();
    }

    private record Moved(String key) {}
}
