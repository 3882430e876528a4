package org.waystation.ops.cli;

import java.nio.file.Path;
import org.waystation.ops.config.ConfigFile;
import org.waystation.ops.config.RelayConfig;

/** The directory that an operator names: the configuration file, and the data unless that is kept elsewhere. */
record RelayDirectory(Path root, RelayConfig config) {
    private static final String CONFIG_FILE = "relay.toml";

    /** Reads the configuration in it. */
    static RelayDirectory open(Path root) {
        return new RelayDirectory(root, ConfigFile.read(configFile(root)));
    }

    static Path configFile(Path root) {
        return root.resolve(CONFIG_FILE);
    }

    Path configFile() {
        return configFile(root);
    }

    Path data() {
        return root.resolve(config.data());
    }
}
