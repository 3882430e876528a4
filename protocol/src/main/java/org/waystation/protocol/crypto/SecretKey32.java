package org.waystation.protocol.crypto;

import javax.security.auth.Destroyable;

/**
 * A symmetric key or seed of exactly 32 bytes. Same rules as {@link SecretBytes}.
 */
public final class SecretKey32 implements Destroyable {
    public static final int BYTES = 32;

    private final SecretBytes secret;

    private SecretKey32(SecretBytes secret) {
        if (secret.length() != BYTES) {
            throw new IllegalArgumentException("a key has " + BYTES + " bytes, not " + secret.length());
        }
        this.secret = secret;
    }

    /** A copy of exactly 32 bytes. */
    public static SecretKey32 copyOf(byte[] bytes) {
        return new SecretKey32(SecretBytes.copyOf(bytes));
    }

    /** Takes the array over: the caller must forget it. */
    static SecretKey32 wrap(byte[] bytes) {
        return new SecretKey32(SecretBytes.wrap(bytes));
    }

    public static SecretKey32 random(Entropy entropy) {
        return new SecretKey32(SecretBytes.random(BYTES, entropy));
    }

    /** A copy in the clear, which the caller answers for. */
    public byte[] exposeBytes() {
        return secret.exposeBytes();
    }

    byte[] raw() {
        return secret.raw();
    }

    @Override
    public void destroy() {
        secret.destroy();
    }

    @Override
    public boolean isDestroyed() {
        return secret.isDestroyed();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretKey32 that && secret.equals(that.secret);
    }

    @Override
    public int hashCode() {
        return secret.hashCode();
    }

    @Override
    public String toString() {
        return "SecretKey32[redacted]";
    }
}
