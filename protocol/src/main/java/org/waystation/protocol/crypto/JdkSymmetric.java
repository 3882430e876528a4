package org.waystation.protocol.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** By the platform's own provider. */
final class JdkSymmetric implements Symmetric {
    private static final String SHA256 = "SHA-256";
    private static final String HMAC = "HmacSHA256";
    private static final String GCM = "AES/GCM/NoPadding";

    static boolean isAvailable() {
        try {
            MessageDigest.getInstance(SHA256);
            Mac.getInstance(HMAC);
            Cipher.getInstance(GCM);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    @Override
    public byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance(SHA256).digest(bytes);
        } catch (GeneralSecurityException e) {
            throw broken(e);
        }
    }

    @Override
    public byte[] hmac(byte[] key, byte[]... chunks) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            for (byte[] chunk : chunks) {
                mac.update(chunk);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw broken(e);
        }
    }

    @Override
    public byte[] encrypt(byte[] keyAndNonce, byte[] associated, byte[] plaintext) {
        try {
            return gcm(Cipher.ENCRYPT_MODE, keyAndNonce, associated, plaintext);
        } catch (GeneralSecurityException e) {
            throw broken(e);
        }
    }

    @Override
    public byte[] decrypt(byte[] keyAndNonce, byte[] associated, byte[] ciphertext) throws CryptoRefused {
        if (ciphertext.length < Aead.TAG_BYTES) {
            throw new CryptoRefused(); // The JDK takes it for a mistake of ours.
        }
        try {
            return gcm(Cipher.DECRYPT_MODE, keyAndNonce, associated, ciphertext);
        } catch (AEADBadTagException e) {
            throw new CryptoRefused();
        } catch (GeneralSecurityException e) {
            throw broken(e);
        }
    }

    private static byte[] gcm(int mode, byte[] keyAndNonce, byte[] associated, byte[] input)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(GCM);
        cipher.init(
                mode,
                new SecretKeySpec(keyAndNonce, 0, Aead.KEY_BYTES, "AES"),
                new GCMParameterSpec(Aead.TAG_BYTES * Byte.SIZE, keyAndNonce, Aead.KEY_BYTES, Aead.NONCE_BYTES));
        cipher.updateAAD(associated);
        return cipher.doFinal(input);
    }

    private static AssertionError broken(GeneralSecurityException cause) {
        return new AssertionError("the platform had this primitive at the start", cause);
    }
}
