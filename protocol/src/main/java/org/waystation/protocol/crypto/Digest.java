package org.waystation.protocol.crypto;

import java.security.MessageDigest;

/** SHA-256 (FIPS 180-4), 32 bytes. */
public final class Digest {
    public static final int BYTES = 32;

    private Digest() {}

    /** Hash of a label and a list of parts, each with its length in front. */
    public static byte[] sha256(Label label, byte[]... parts) {
        return plainSha256(Parts.join(label, parts));
    }

    /** Hash of exactly these bytes, for the few places where another specification says so (TLS pins, key ids). */
    public static byte[] plainSha256(byte[] bytes) {
        return Symmetric.CHOSEN.sha256(bytes);
    }

    /** Whether two public or secret byte strings are equal, in a time that tells only their lengths. */
    public static boolean constantTimeEquals(byte[] left, byte[] right) {
        return MessageDigest.isEqual(left, right);
    }
}
