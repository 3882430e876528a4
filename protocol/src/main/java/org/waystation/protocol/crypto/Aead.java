package org.waystation.protocol.crypto;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

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
            return gcm(Cipher.ENCRYPT_MODE, keyAndNonce, associated, plaintext);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has AES-GCM", e);
        } finally {
            Arrays.fill(keyAndNonce, (byte) 0);
        }
    }

    private static byte[] decrypt(byte[] keyAndNonce, byte[] associated, byte[] ciphertext) throws CryptoRefused {
        if (ciphertext.length < TAG_BYTES) {
            throw new CryptoRefused();
        }
        try {
            return gcm(Cipher.DECRYPT_MODE, keyAndNonce, associated, ciphertext);
        } catch (AEADBadTagException e) {
            throw new CryptoRefused();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has AES-GCM", e);
        } finally {
            Arrays.fill(keyAndNonce, (byte) 0);
        }
    }

    /** Plain AES-256-GCM over key (32 bytes) and nonce (12 bytes) in one array. */
    static byte[] gcm(int mode, byte[] keyAndNonce, byte[] associated, byte[] input) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                mode,
                new SecretKeySpec(keyAndNonce, 0, KEY_BYTES, "AES"),
                new GCMParameterSpec(TAG_BYTES * Byte.SIZE, keyAndNonce, KEY_BYTES, NONCE_BYTES));
        cipher.updateAAD(associated);
        return cipher.doFinal(input);
    }
}
