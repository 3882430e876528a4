package org.waystation.protocol.crypto;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Authenticated encryption with AES-256-GCM (NIST SP 800-38D), in two forms that leave no nonce to the caller. In both, the
 * AES key and the nonce come from HKDF over the given key, with the label as info:
 *
 * <ul>
 *   <li>{@link #sealOnce} for a key that encrypts one single message: adds {@value #TAG_BYTES} bytes.
 *   <li>{@link #seal} for a key that encrypts many: 16 random bytes in front are the salt of HKDF, so every message has an
 *       AES key of its own and 2^48 messages under one key are far from any bound. Adds {@value #OVERHEAD_BYTES} bytes.
 * </ul>
 */
public final class Aead {
    public static final int TAG_BYTES = 16;
    public static final int SALT_BYTES = 16;

    /** What {@link #seal} adds: salt and tag. */
    public static final int OVERHEAD_BYTES = SALT_BYTES + TAG_BYTES;

    static final int KEY_BYTES = 32;
    static final int NONCE_BYTES = 12;

    private static final byte[] NO_SALT = {};

    private Aead() {}

    /** Encrypts the one message that this key will ever encrypt under this label. */
    public static byte[] sealOnce(Label label, SecretKey32 singleUseKey, byte[] associated, byte[] plaintext) {
        return encrypt(keyAndNonce(label, singleUseKey, NO_SALT), associated, plaintext);
    }

    public static byte[] openOnce(Label label, SecretKey32 singleUseKey, byte[] associated, byte[] ciphertext)
            throws CryptoRefused {
        return decrypt(keyAndNonce(label, singleUseKey, NO_SALT), associated, ciphertext);
    }

    /** Encrypts one of many messages: salt, ciphertext, tag. */
    public static byte[] seal(Label label, SecretKey32 key, byte[] associated, byte[] plaintext, Entropy entropy) {
        byte[] salt = entropy.bytes(SALT_BYTES);
        byte[] encrypted = encrypt(keyAndNonce(label, key, salt), associated, plaintext);
        return ByteBuffer.allocate(SALT_BYTES + encrypted.length)
                .put(salt)
                .put(encrypted)
                .array();
    }

    public static byte[] open(Label label, SecretKey32 key, byte[] associated, byte[] sealed) throws CryptoRefused {
        if (sealed.length < OVERHEAD_BYTES) {
            throw new CryptoRefused();
        }
        byte[] salt = Arrays.copyOf(sealed, SALT_BYTES);
        return decrypt(
                keyAndNonce(label, key, salt), associated, Arrays.copyOfRange(sealed, SALT_BYTES, sealed.length));
    }

    private static byte[] keyAndNonce(Label label, SecretKey32 key, byte[] salt) {
        return Kdf.hkdf(key.raw(), salt, Parts.join(label), KEY_BYTES + NONCE_BYTES);
    }

    private static byte[] encrypt(byte[] keyAndNonce, byte[] associated, byte[] plaintext) {
        try {
            return Symmetric.CHOSEN.encrypt(keyAndNonce, associated, plaintext);
        } finally {
            Arrays.fill(keyAndNonce, (byte) 0);
        }
    }

    private static byte[] decrypt(byte[] keyAndNonce, byte[] associated, byte[] ciphertext) throws CryptoRefused {
        try {
            return Symmetric.CHOSEN.decrypt(keyAndNonce, associated, ciphertext);
        } finally {
            Arrays.fill(keyAndNonce, (byte) 0);
        }
    }
}
