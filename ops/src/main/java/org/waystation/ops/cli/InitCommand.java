package org.waystation.ops.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.waystation.ops.config.AdminConfig;
import org.waystation.ops.config.ConfigFile;
import org.waystation.ops.config.HostPort;
import org.waystation.ops.config.KeySource;
import org.waystation.ops.config.ListenConfig;
import org.waystation.ops.config.RelayConfig;
import org.waystation.ops.config.StoreConfig;
import org.waystation.ops.node.CommandFailure;
import org.waystation.ops.node.CommonOptions;
import org.waystation.ops.node.ExitCode;
import org.waystation.ops.node.RelayDirectory;
import org.waystation.ops.node.RelayFiles;
import org.waystation.ops.node.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "init", description = "Write the configuration and make the keys of a new relay.")
final class InitCommand implements Callable<Integer> {
    @Option(
            names = "--name",
            required = true,
            paramLabel = "NAME",
            description = "Domain name of the relay, like relay.example.org.")
    private String name = "";

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description = "Where clients and partners connect (default: 0.0.0.0:7443; port 0: the system chooses).")
    private Optional<String> listen = Optional.empty();

    @Option(
            names = "--endpoint",
            paramLabel = "HOST:PORT",
            description = "Address under which others reach the relay, for its card; may be repeated.")
    private List<String> endpoints = List.of();

    @Option(
            names = "--admin",
            paramLabel = "HOST:PORT",
            description = "Where health and metrics are served on this machine (default: 127.0.0.1:0).")
    private Optional<String> admin = Optional.empty();

    @Option(
            names = "--key",
            paramLabel = "WHERE",
            description =
                    "Where the node key is, which the relay's keys are wrapped under: file:/absolute/path, env:NAME,"
                            + " prompt, or directory for none (default). Make one with 'key new'.")
    private Optional<String> key = Optional.empty();

    @Mixin
    private final CommonOptions common = new CommonOptions();

    private final Surroundings around;
    private final RelayFiles files;

    InitCommand(Surroundings around, RelayFiles files) {
        this.around = around;
        this.files = files;
    }

    @Override
    public Integer call() {
        Path root = common.root(around);
        Path file = RelayDirectory.configFile(root);
        if (Files.exists(file)) {
            throw new CommandFailure(
                    ExitCode.USER,
                    "there is a relay in " + root
                            + " already; nothing was changed. Choose another directory with --dir");
        }
        RelayDirectory directory = new RelayDirectory(root, config());
        createDirectory(root);
        RelayFiles.Identity identity = files.create(directory);
        write(file, ConfigFile.write(directory.config()));
        common.answer(around, new Made(name, root.toString(), file.toString(), identity.fingerprint()), () -> {
            around.out().println("relay " + name + " is made");
            around.out().println("configuration  " + file);
            around.out().println("keys           " + identity.keys() + " (keep a copy in a safe place)");
            around.out().println("fingerprint    " + identity.fingerprint());
            around.err().println("Next: waystation relay run --dir " + root);
        });
        return ExitCode.OK.number();
    }

    private RelayConfig config() {
        RelayConfig usual = RelayConfig.defaults(name);
        return new RelayConfig(
                name,
                usual.data(),
                endpoints.stream().map(HostPort::parse).toList(),
                listen.map(text -> new ListenConfig(HostPort.parse(text))).orElse(usual.listen()),
                admin.map(text -> new AdminConfig(HostPort.parse(text))).orElse(usual.admin()),
                key.map(text -> new StoreConfig(KeySource.parse("--key", text))).orElse(usual.store()),
                usual.limits(),
                usual.log());
    }

    private static void createDirectory(Path root) {
        try {
            Files.createDirectories(root);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USER, "cannot make the directory " + root + ": " + e.getMessage(), e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USER, "cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private record Made(String name, String directory, String config, String fingerprint) {}
}
