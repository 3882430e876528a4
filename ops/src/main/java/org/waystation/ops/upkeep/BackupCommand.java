package org.waystation.ops.upkeep;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import org.waystation.ops.config.KeySource;
import org.waystation.ops.node.CommandFailure;
import org.waystation.ops.node.CommonOptions;
import org.waystation.ops.node.ExitCode;
import org.waystation.ops.node.RelayDirectory;
import org.waystation.ops.node.RelayFiles;
import org.waystation.ops.node.Surroundings;
import org.waystation.relay.files.FileTree;
import org.waystation.relay.files.PrivateFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "backup",
        description = {
            "Copy the relay's directory, while the relay runs or not: keys, partners, configuration, and everything that it"
                    + " has acknowledged.",
            "The copy can be put in the relay's place and started as it is."
        })
public final class BackupCommand implements Callable<Integer> {
    @Parameters(paramLabel = "COPY", description = "Directory for the copy. It must not exist yet.")
    private Path copy = Path.of("");

    @Mixin
    private final CommonOptions common = new CommonOptions();

    private final Surroundings around;
    private final RelayFiles files;

    public BackupCommand(Surroundings around, RelayFiles files) {
        this.around = around;
        this.files = files;
    }

    @Override
    public Integer call() {
        RelayDirectory directory = common.directory(around);
        Path target = copy.toAbsolutePath().normalize();
        make(directory, target);
        boolean outside = directory.config().store().key().kind() != KeySource.Kind.DIRECTORY;
        common.answer(around, new Made(target.toString(), !outside), () -> {
            around.out().println("copied to " + target);
            around.out()
                    .println(
                            outside
                                    ? "The node key is not in it; without that key nobody opens the copy. Keep it elsewhere."
                                    : "Whoever has the copy is your relay, and can open what it stores: keep it encrypted.");
            around.err().println("Look whether it is sound: waystation relay check --dir " + target);
            around.err()
                    .println("Bring it to another disk. To put it back, put it in place of " + directory.root()
                            + " and start the relay there.");
        });
        return ExitCode.OK.number();
    }

    private void make(RelayDirectory directory, Path target) {
        if (Files.exists(target)) {
            throw exists(target);
        }
        try {
            Path parent = target.resolveSibling("");
            Files.createDirectories(parent);
            // Only a whole copy gets the name that was asked for.
            Path part = Files.createTempDirectory(parent, "." + target.getFileName() + ".part-");
            try {
                fill(directory, part);
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
                PrivateFiles.syncDirectory(parent);
            } finally {
                FileTree.delete(part);
            }
        } catch (FileAlreadyExistsException e) {
            throw exists(target);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.USER,
                    "cannot write the copy to " + target + ": " + e.getMessage() + ". Nothing is left of it",
                    e);
        }
    }

    private void fill(RelayDirectory directory, Path part) throws IOException {
        RelayDirectory copied = directory.copiedTo(part);
        files.copy(directory, copied.data());
        PrivateFiles.replace(copied.configFile(), directory.configTextFor(copied));
    }

    private static CommandFailure exists(Path target) {
        return new CommandFailure(
                ExitCode.USER, target + " exists already; nothing was changed. Name a directory that does not");
    }

    private record Made(String directory, boolean nodeKeyInside) {}
}
