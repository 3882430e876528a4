package org.waystation.client.cli.desk;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options of every command, before or after its name. */
public final class GlobalOptions {
    static final String JSON = "--json";
    public static final String DEBUG = "--debug";

    @Option(
            names = "--vault",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Where your keys and messages are. Default: ~/.local/share/waystation")
    private @Nullable Path vault;

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Read the passphrase from the first line of a file instead of asking.")
    private @Nullable Path passphraseFile;

    @Option(
            names = "--passphrase-fd",
            paramLabel = "N",
            scope = ScopeType.INHERIT,
            description = "Read the passphrase from the first line of an open file descriptor instead of asking.")
    private @Nullable Integer passphraseDescriptor;

    @Option(names = JSON, scope = ScopeType.INHERIT, description = "Answer in JSON, for programs.")
    private boolean json;

    @Option(names = DEBUG, scope = ScopeType.INHERIT, description = "Tell more when something fails.")
    private boolean debug;

    boolean json() {
        return json;
    }

    boolean debug() {
        return debug;
    }

    Optional<Path> passphraseFile() {
        return Optional.ofNullable(passphraseFile);
    }

    Optional<Integer> passphraseDescriptor() {
        return Optional.ofNullable(passphraseDescriptor);
    }

    Path vault(Map<String, String> environment) {
        if (vault != null) {
            return vault;
        }
        String data = environment.getOrDefault("XDG_DATA_HOME", "");
        Path base = data.isEmpty()
                ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home", ".")), ".local", "share")
                : Path.of(data);
        return base.resolve("waystation");
    }
}
