package org.waystation.protocol.crypto;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Authenticated encryption with AES-256-GCM (NIST SP 800-38D), in a form that leaves no nonce to the caller: AES key and nonce
 * come from HKDF over the given key, with 16 random bytes as the salt and the label as info. So every message has an AES key
 * of its own, and 2^48 messages under one key are far from any bound.
 */
public final class Aead {
    public static final int TAG_BYTES = 16;
    public static final int SALT_BYTES = 16;

    /** What {@link #seal} adds: salt and tag. */
    public static final int OVERHEAD_BYTES = SALT_BYTES + TAG_BYTES;

    static final int KEY_BYTES = 32;
    static final int NONCE_BYTES = 12;

    private Aead() {}

    /**
     * As {@link #seal}, with random bytes as the salt that go with the message anyway: adds {@value #TAG_BYTES} bytes. They must be
     * fresh even for a key that is meant for one message, since a device that was set back uses it again.
     */
    public static byte[] sealSalted(Label label, SecretKey32 key, byte[] salt, byte[] associated, byte[] plaintext) {
        return encrypt(keyAndNonce(label, key, salt), associated, plaintext);
    }

    public static byte[] openSalted(Label label, SecretKey32 key, byte[] salt, byte[] associated, byte[] ciphertext)
            throws CryptoRefused {
        return decrypt(keyAndNonce(label, key, salt), associated, ciphertext);
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
