package org.waystation.protocol.crypto;

import java.util.Random;

/** Repeatable and guessable: for tests only. Confined to one thread. */
public final class SeededEntropy implements Entropy {
    private final Random random;

    public SeededEntropy(long seed) {
        this.random = new Random(seed);
    }

    @Override
    public void fill(byte[] target) {
        random.nextBytes(target);
    }
}
