package org.waystation.ops.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.waystation.ops.node.CommandFailure;
import org.waystation.ops.node.CommonOptions;
import org.waystation.ops.node.ExitCode;
import org.waystation.ops.node.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "new",
        description = "Make a node key and show it once. Nothing uses it before 'key move' or 'init --key'.")
final class KeyNewCommand implements Callable<Integer> {
    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "Write the key to a new file that only you can read, instead of showing it.")
    private Optional<Path> file = Optional.empty();

    @Mixin
    private final CommonOptions common = new CommonOptions();

    private final Surroundings around;
    private final Supplier<String> keys;

    /** @param keys makes keys as text */
    KeyNewCommand(Surroundings around, Supplier<String> keys) {
        this.around = around;
        this.keys = keys;
    }

    @Override
    public Integer call() {
        String key = keys.get();
        file.ifPresent(path -> write(path, key));
        common.answer(around, file.isPresent() ? new Written(file.get().toString()) : new Shown(key), () -> {
            if (file.isEmpty()) {
                around.out().println(key);
            }
            around.err()
                    .println(
                            "Keep a copy where neither fire nor a search finds both it and the relay: without it nobody"
                                    + " opens the relay again.");
        });
        return ExitCode.OK.number();
    }

    private static void write(Path file, String key) {
        try {
            Files.createFile(file, onlyForMe(file));
            Files.writeString(file, key + "\n", StandardOpenOption.SYNC);
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailure(
                    ExitCode.USER, file + " is there already and may be a key that is in use; name another file", e);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USER, "cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private static FileAttribute<?>[] onlyForMe(Path file) {
        Set<String> views = file.getFileSystem().supportedFileAttributeViews();
        return views.contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private record Written(String file) {}

    private record Shown(String key) {
        @Override
        public String toString() {
            return "Shown[hidden]";
        }
    }
}
