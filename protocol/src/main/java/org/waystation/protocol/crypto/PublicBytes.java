package org.waystation.protocol.crypto;

import java.util.Arrays;
import java.util.HexFormat;

/** The encoded form shared by all public keys here: a value, short when printed. */
final class PublicBytes {
    private static final int SHOWN_BYTES = 4;

    private final byte[] bytes;

    private PublicBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A copy, if it has the length; refused otherwise. */
    static PublicBytes ofLength(int length, byte[] bytes) throws CryptoRefused {
        if (bytes.length != length) {
            throw new CryptoRefused();
        }
        return new PublicBytes(bytes.clone());
    }

    static PublicBytes trusted(byte[] bytes) {
        return new PublicBytes(bytes);
    }

    byte[] copy() {
        return bytes.clone();
    }

    byte[] raw() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PublicBytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "[" + HexFormat.of().formatHex(bytes, 0, SHOWN_BYTES) + "..]";
    }
}
