package org.waystation.client.vault.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/**
 * The file that counts wrong passphrases; there only while there are some. For whoever holds the vault's lock.
 *
 * <pre>
 * "WAYTRIES" 8 | how many, 4 | when last, milliseconds since 1970, 8
 * </pre>
 *
 * A file that cannot be understood counts for none: whoever may change it may as well remove it. It is not synced, for the
 * same reason: a pause has to survive the end of a process, not a pulled plug.
 */
public final class TriesFile {
    private static final long MAGIC = 0x5741595452494553L;
    private static final int BYTES = Long.BYTES + Integer.BYTES + Long.BYTES;

    private final Path file;

    public TriesFile(Path file) {
        this.file = file;
    }

    public WrongTries read() throws IOException {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return WrongTries.NONE;
        }
        ByteBuffer fields = ByteBuffer.wrap(content);
        if (content.length != BYTES || fields.getLong() != MAGIC) {
            return WrongTries.NONE;
        }
        try {
            return new WrongTries(fields.getInt(), Instant.ofEpochMilli(fields.getLong()));
        } catch (IllegalArgumentException e) {
            return WrongTries.NONE;
        }
    }

    public void write(WrongTries tries) throws IOException {
        PrivateFiles.makeFile(file);
        byte[] content = ByteBuffer.allocate(BYTES)
                .putLong(MAGIC)
                .putInt(tries.count())
                .putLong(tries.last().toEpochMilli())
                .array();
        // In place: at no moment is there an empty file, which would count for none.
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            PrivateFiles.writeAt(channel, 0, content);
        }
    }

    /** After the right passphrase. */
    public void forget() throws IOException {
        Files.deleteIfExists(file);
    }
}
