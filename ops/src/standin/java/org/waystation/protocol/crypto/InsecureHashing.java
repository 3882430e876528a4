package org.waystation.protocol.crypto;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * <b>NOT CRYPTOGRAPHY, NOT SECURE, FOR SIMULATIONS ONLY.</b> What the stand-ins are made of: SHA-256 over things that
 * everybody knows, so that two ends get the same bytes, and so could anybody else.
 */
final class InsecureHashing {
    private InsecureHashing() {}

    /** A different hash for each purpose and each list of parts; 32 bytes. */
    static byte[] hash(String purpose, byte[]... parts) {
        MessageDigest digest = sha256();
        digest.update(purpose.getBytes(StandardCharsets.US_ASCII));
        for (byte[] part : parts) {
            digest.update(lengthOf(part));
            digest.update(part);
        }
        return digest.digest();
    }

    /**
     * The bytes over and over until the length is reached. Not zeros behind them: whoever searches a disk for a key would
     * find those everywhere.
     */
    static byte[] repeated(byte[] bytes, int length) {
        byte[] result = new byte[length];
        for (int at = 0; at < length; at += bytes.length) {
            System.arraycopy(bytes, 0, result, at, Math.min(bytes.length, length - at));
        }
        return result;
    }

    /** The one cheap check that is left of all that the real keys refuse. */
    static PublicBytes notAllZero(int length, byte[] bytes) throws CryptoRefused {
        PublicBytes encoded = PublicBytes.ofLength(length, bytes);
        if (MessageDigest.isEqual(bytes, new byte[length])) {
            throw new CryptoRefused();
        }
        return encoded;
    }

    private static byte[] lengthOf(byte[] part) {
        int length = part.length;
        return new byte[] {(byte) (length >> 24), (byte) (length >> 16), (byte) (length >> 8), (byte) length};
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
