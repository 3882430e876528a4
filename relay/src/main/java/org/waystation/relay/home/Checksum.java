package org.waystation.relay.home;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Tells a file of keys that a disk has damaged from a whole one: any bytes look like a key, and a relay with another key than it had is
 * another relay. Against errors, not against people.
 *
 * <pre>
 * content | CRC-32C of it, 8
 * </pre>
 */
final class Checksum {
    static final int BYTES = Long.BYTES;

    private Checksum() {}

    static byte[] added(byte[] content) {
        return ByteBuffer.allocate(content.length + BYTES)
                .put(content)
                .putLong(of(content, content.length))
                .array();
    }

    /** The content; nothing if it is not what was written. */
    static Optional<ByteBuffer> removed(byte[] file) {
        int length = file.length - BYTES;
        return length >= 0 && ByteBuffer.wrap(file).getLong(length) == of(file, length)
                ? Optional.of(ByteBuffer.wrap(file, 0, length).slice())
                : Optional.empty();
    }

    private static long of(byte[] bytes, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, length);
        return sum.getValue();
    }
}
