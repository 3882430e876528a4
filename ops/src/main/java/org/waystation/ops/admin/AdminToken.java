package org.waystation.ops.admin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.waystation.relay.files.PrivateFiles;

/**
 * What somebody shows who may have the running relay do something: the content of a file in its data directory that only its
 * user can read, another one at each start.
 */
public final class AdminToken {
    public static final int BYTES = 32;

    private static final String FILE = "admin-token";
    private static final String SCHEME = "Bearer ";

    private final String text;

    private AdminToken(String text) {
        this.text = text;
    }

    /** @param random {@link #BYTES} bytes that nobody knows */
    public static AdminToken of(byte[] random) {
        if (random.length != BYTES) {
            throw new IllegalArgumentException("a token has " + BYTES + " bytes");
        }
        return new AdminToken(HexFormat.of().formatHex(random));
    }

    /** The token of the relay that runs on this directory; empty if none does. */
    public static Optional<AdminToken> read(Path data) throws IOException {
        try {
            return Optional.of(
                    new AdminToken(Files.readString(data.resolve(FILE)).strip()));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    public void write(Path data) throws IOException {
        PrivateFiles.replace(data.resolve(FILE), text + "\n");
    }

    public static void remove(Path data) throws IOException {
        Files.deleteIfExists(data.resolve(FILE));
    }

    /** The header {@code Authorization} that shows it. */
    String authorization() {
        return SCHEME + text;
    }

    boolean isShownBy(String authorization) {
        return MessageDigest.isEqual(
                authorization.getBytes(StandardCharsets.UTF_8), authorization().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "AdminToken[REDACTED]";
    }
}
