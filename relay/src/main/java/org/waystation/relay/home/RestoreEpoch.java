package org.waystation.relay.home;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.id.Bytes;
import org.waystation.relay.files.PrivateFiles;

/**
 * Tells a directory that was put back from a copy from one that was not: a file beside the store, with a value that the
 * operator's command changes. Where the system says so, the file's number and the time of its last change count too. No
 * program that copies files can copy those, so most copies are told even if nobody gives the command; snapshots of a whole
 * disk are not.
 */
final class RestoreEpoch {
    private static final int VALUE_BYTES = 16;

    private final Path file;

    RestoreEpoch(Path file) {
        this.file = file;
    }

    /** The value, and what the system says of the file; a file that is missing or damaged is made anew. */
    Bytes read(Entropy entropy) throws HomeTrouble {
        try {
            return seen(entropy);
        } catch (IOException e) {
            throw new HomeTrouble("cannot read or write the restore epoch (" + e.getMessage() + ")", e);
        }
    }

    private Bytes seen(Entropy entropy) throws IOException {
        byte[] value = value();
        if (value.length != VALUE_BYTES) {
            raise(entropy);
            value = value();
        }
        return Bytes.wrap(ByteBuffer.allocate(VALUE_BYTES + 2 * Long.BYTES)
                .put(value)
                .put(witness())
                .array());
    }

    void raise(Entropy entropy) throws IOException {
        PrivateFiles.replace(file, entropy.bytes(VALUE_BYTES));
    }

    private byte[] value() throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException none) {
            return new byte[0];
        }
    }

    private byte[] witness() throws IOException {
        ByteBuffer witness = ByteBuffer.allocate(2 * Long.BYTES);
        if (file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            Map<String, Object> said = Files.readAttributes(file, "unix:ino,ctime");
            if (said.get("ino") instanceof Long number && said.get("ctime") instanceof FileTime changed) {
                witness.putLong(number).putLong(changed.to(TimeUnit.NANOSECONDS));
            }
        }
        return witness.array();
    }
}
