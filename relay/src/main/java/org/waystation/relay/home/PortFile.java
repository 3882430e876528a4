package org.waystation.relay.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.waystation.relay.files.PrivateFiles;

/** The port that was chosen once because the configuration leaves it open; cards and vouchers name it. */
final class PortFile {
    private static final int MAX_PORT = 65_535;

    private final Path file;

    PortFile(Path file) {
        this.file = file;
    }

    /** 0 if none was chosen yet. */
    int read() {
        try {
            int port = Integer.parseInt(
                    Files.readString(file, StandardCharsets.UTF_8).trim());
            return port > 0 && port <= MAX_PORT ? port : 0;
        } catch (IOException | NumberFormatException none) {
            return 0;
        }
    }

    void write(int port) throws HomeTrouble {
        try {
            PrivateFiles.replace(file, port + "\n");
        } catch (IOException e) {
            throw new HomeTrouble("cannot write " + file + " (" + e.getMessage() + ")", e);
        }
    }
}
