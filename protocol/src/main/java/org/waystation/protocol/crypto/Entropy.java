package org.waystation.protocol.crypto;

import java.security.SecureRandom;

/**
 * Where random bytes come from; an argument of everything that needs them.
 *
 * <p>{@link #system()} is the only source for production and safe for use by many threads. A seeded source belongs in tests
 * and simulations; whoever makes one states its own thread rule.
 */
@FunctionalInterface
public interface Entropy {
    /** Overwrites the whole array. */
    void fill(byte[] target);

    /** A new array of {@code count} random bytes. */
    default byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        fill(bytes);
        return bytes;
    }

    /** The operating system's generator. */
    static Entropy system() {
        return new SecureRandom()::nextBytes;
    }
}
