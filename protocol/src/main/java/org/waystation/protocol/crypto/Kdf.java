package org.waystation.protocol.crypto;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Keys from keys: HMAC-SHA256 (RFC 2104) and HKDF-SHA256 (RFC 5869). The label and the parts are the message or the info. */
public final class Kdf {
    /** Length of an HMAC-SHA256 tag. */
    public static final int MAC_BYTES = 32;

    private static final int MAX_BLOCKS = 255;

    private Kdf() {}

    /** Tag of a label and parts, 32 bytes; compare it with {@link Digest#constantTimeEquals}. */
    public static byte[] mac(Label label, SecretKey32 key, byte[]... parts) {
        return hmac(key.raw(), Parts.join(label, parts));
    }

    /** The same as {@link #mac}, where the result is itself a key. */
    public static SecretKey32 key(Label label, SecretKey32 parent, byte[]... parts) {
        return SecretKey32.wrap(mac(label, parent, parts));
    }

    /** HKDF of a secret of any length: {@code length} bytes, bound to label, salt and parts. An empty salt is allowed. */
    public static SecretBytes derive(Label label, SecretBytes secret, byte[] salt, int length, byte[]... parts) {
        return SecretBytes.wrap(hkdf(secret.raw(), salt, Parts.join(label, parts), length));
    }

    /** As {@link #derive}, cut into so many keys. */
    public static List<SecretKey32> deriveKeys(
            Label label, SecretBytes secret, byte[] salt, int count, byte[]... parts) {
        return cut(hkdf(secret.raw(), salt, Parts.join(label, parts), count * SecretKey32.BYTES));
    }

    /** As {@link #derive}, from a key and with another key as the salt, cut into so many keys. */
    public static List<SecretKey32> deriveKeys(
            Label label, SecretKey32 secret, SecretKey32 salt, int count, byte[]... parts) {
        return cut(hkdf(secret.raw(), salt.raw(), Parts.join(label, parts), count * SecretKey32.BYTES));
    }

    /** As above, from two secrets, which are joined in this order. */
    public static List<SecretKey32> deriveKeys(
            Label label, SecretKey32 first, SecretKey32 second, SecretKey32 salt, int count, byte[]... parts) {
        byte[] joined = ByteBuffer.allocate(2 * SecretKey32.BYTES)
                .put(first.raw())
                .put(second.raw())
                .array();
        List<SecretKey32> keys = cut(hkdf(joined, salt.raw(), Parts.join(label, parts), count * SecretKey32.BYTES));
        Arrays.fill(joined, (byte) 0);
        return keys;
    }

    private static List<SecretKey32> cut(byte[] output) {
        List<SecretKey32> keys = new ArrayList<>();
        for (int at = 0; at < output.length; at += SecretKey32.BYTES) {
            keys.add(SecretKey32.wrap(Arrays.copyOfRange(output, at, at + SecretKey32.BYTES)));
        }
        Arrays.fill(output, (byte) 0);
        return List.copyOf(keys);
    }

    static byte[] hkdf(byte[] secret, byte[] salt, byte[] info, int length) {
        byte[] pseudorandom = extract(salt, secret);
        byte[] output = expand(pseudorandom, info, length);
        Arrays.fill(pseudorandom, (byte) 0);
        return output;
    }

    static byte[] extract(byte[] salt, byte[] secret) {
        // RFC 5869 2.2: no salt means a hash length of zeros; HMAC pads a key with zeros, so the two agree.
        return hmac(salt.length == 0 ? new byte[MAC_BYTES] : salt, secret);
    }

    static byte[] expand(byte[] pseudorandom, byte[] info, int length) {
        if (length < 1 || length > MAX_BLOCKS * MAC_BYTES) {
            throw new IllegalArgumentException("HKDF cannot give " + length + " bytes");
        }
        byte[] output = new byte[length];
        byte[] block = {};
        for (int at = 0, counter = 1; at < length; at += MAC_BYTES, counter++) {
            block = Symmetric.CHOSEN.hmac(pseudorandom, block, info, new byte[] {(byte) counter});
            System.arraycopy(block, 0, output, at, Math.min(MAC_BYTES, length - at));
        }
        Arrays.fill(block, (byte) 0);
        return output;
    }

    static byte[] hmac(byte[] key, byte[] message) {
        return Symmetric.CHOSEN.hmac(key, message);
    }
}
