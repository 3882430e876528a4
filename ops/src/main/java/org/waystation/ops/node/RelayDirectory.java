package org.waystation.ops.node;

import java.io.IOException;
import java.nio.file.Files;
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

    /** Where a copy has what: as here, but for data that is kept elsewhere, which is within the copy. */
    public RelayDirectory copiedTo(Path copy) {
        Path inside = config.data().normalize();
        boolean elsewhere = inside.isAbsolute() || inside.startsWith("..");
        return new RelayDirectory(copy, elsewhere ? config.withData(RelayConfig.DEFAULT_DATA) : config);
    }

    /** The text of the configuration, comments and all, unless the copy has its data in another place. */
    public String configTextFor(RelayDirectory copy) throws IOException {
        return copy.config.equals(config) ? Files.readString(configFile()) : ConfigFile.write(copy.config);
    }
}
