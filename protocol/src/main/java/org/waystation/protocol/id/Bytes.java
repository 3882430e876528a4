package org.waystation.protocol.id;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * An immutable string of bytes with equality. Comparison takes the same time wherever two values of one length differ,
 * and {@link #toString()} never shows content, so that no id or ciphertext reaches a log by accident.
 *
 * <p>Safe for any thread.
 */
public final class Bytes {
    private final byte[] value;

    private Bytes(byte[] value) {
        this.value = value;
    }

    /** A copy of {@code value}. */
    public static Bytes copyOf(byte[] value) {
        return new Bytes(value.clone());
    }

    /** Takes the array over without copying; the caller must not touch it again. */
    public static Bytes wrap(byte[] value) {
        return new Bytes(value);
    }

    /** Length in bytes. */
    public int size() {
        return value.length;
    }

    /** A copy of the content. */
    public byte[] toByteArray() {
        return value.clone();
    }

    /** The content without copying it, read-only. */
    public ByteBuffer asReadOnlyBuffer() {
        return ByteBuffer.wrap(value).asReadOnlyBuffer();
    }

    /**
     * The same bytes, required to be exactly {@code length} of them.
     *
     * @throws IllegalArgumentException if the length differs
     */
    public Bytes requireSize(int length, String what) {
        if (value.length != length) {
            throw new IllegalArgumentException(what + " must be " + length + " bytes, not " + value.length);
        }
        return this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && MessageDigest.isEqual(value, that.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return "[" + value.length + " bytes]";
    }
}
