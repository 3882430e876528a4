package org.waystation.ops.simulation.world;

import java.util.Arrays;
import java.util.HexFormat;

/** Everything that happens, boiled down to a number: two runs that differ in anything differ here. Not a cryptographic hash. */
final class Fingerprint {
    private static final long PRIME = 0x9E3779B97F4A7C15L;

    private long value;

    void add(long number) {
        value = Long.rotateLeft(value ^ number, 23) * PRIME;
    }

    void add(String text) {
        add(text.hashCode());
    }

    void add(byte[] bytes) {
        add(Arrays.hashCode(bytes));
    }

    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(value);
    }
}
