package org.waystation.ops.node;

import java.nio.file.Path;
import org.waystation.ops.config.ConfigFile;
import org.waystation.ops.config.RelayConfig;

/** The directory that an operator names: the configuration file, and the data unless that is kept elsewhere. */
public record RelayDirectory(Path root, RelayConfig config) {
    private static final String CONFIG_FILE = "relay.toml";

    /** Reads the configuration in it. */
    public static RelayDirectory open(Path root) {
        return new RelayDirectory(root, ConfigFile.read(configFile(root)));
    }

    public static Path configFile(Path root) {
        return root.resolve(CONFIG_FILE);
    }

    public Path configFile() {
        return configFile(root);
    }

    public Path data() {
        return root.resolve(config.data());
    }
}
