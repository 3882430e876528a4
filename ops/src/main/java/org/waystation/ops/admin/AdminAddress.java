package org.waystation.ops.admin;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.waystation.ops.config.HostPort;
import org.waystation.relay.files.PrivateFiles;

/**
 * The file in a relay's data directory that says where its admin listener is, so that commands find it although the port
 * is another at each start.
 */
public final class AdminAddress {
    private static final String FILE = "admin-address";

    private final Path file;

    private AdminAddress(Path file) {
        this.file = file;
    }

    public static AdminAddress in(Path data) {
        return new AdminAddress(data.resolve(FILE));
    }

    public void write(InetSocketAddress address) throws IOException {
        PrivateFiles.replace(file, new HostPort(address.getAddress().getHostAddress(), address.getPort()) + "\n");
    }

    /** The address that was written; empty if no relay has started here or the last one stopped in good order. */
    public Optional<HostPort> read() throws IOException {
        try {
            return Optional.of(HostPort.parse(Files.readString(file).strip()));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    public void remove() throws IOException {
        Files.deleteIfExists(file);
    }
}
