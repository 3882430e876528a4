package org.waystation.protocol.crypto;

import java.security.MessageDigest;
import java.util.Arrays;
import javax.security.auth.Destroyable;

/**
 * Secret bytes of any length. Compared in constant time, never printed; gone after {@link #destroy()}, any later use is a
 * bug.
 *
 * <p>Safe for use by many threads, as long as none destroys what another still uses.
 */
public final class SecretBytes implements Destroyable {
    private final byte[] bytes;
    private volatile boolean destroyed;

    private SecretBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A copy of the bytes. */
    public static SecretBytes copyOf(byte[] bytes) {
        return new SecretBytes(bytes.clone());
    }

    /** Takes the array over: the caller must forget it. */
    static SecretBytes wrap(byte[] bytes) {
        return new SecretBytes(bytes);
    }

    public static SecretBytes random(int length, Entropy entropy) {
        return new SecretBytes(entropy.bytes(length));
    }

    public int length() {
        return bytes.length;
    }

    /** A copy in the clear, which the caller answers for. */
    public byte[] exposeBytes() {
        return raw().clone();
    }

    /** The array itself, for this package's own computations. */
    byte[] raw() {
        if (destroyed) {
            throw new IllegalStateException("secret was destroyed");
        }
        return bytes;
    }

    @Override
    public void destroy() {
        destroyed = true;
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public boolean isDestroyed() {
        return destroyed;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretBytes that && MessageDigest.isEqual(raw(), that.raw());
    }

    /** The same for all secrets of a length: secrets are not meant as keys of maps. */
    @Override
    public int hashCode() {
        return bytes.length;
    }

    @Override
    public String toString() {
        return "SecretBytes[redacted]";
    }
}
