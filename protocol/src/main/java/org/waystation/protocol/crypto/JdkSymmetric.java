package org.waystation.protocol.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Provider;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * By the platform's own provider. Looking a primitive up costs as much as a short HMAC, so it is done once: hash and HMAC are
 * copied from one that is never used itself, and ciphers, which cannot be copied, are asked of the provider that was found.
 */
final class JdkSymmetric implements Symmetric {
    private static final String HMAC = "HmacSHA256";
    private static final String GCM = "AES/GCM/NoPadding";

    private final MessageDigest untouchedDigest;
    private final Mac untouchedMac;
    private final Provider cipherProvider;

    private JdkSymmetric(MessageDigest digest, Mac mac, Provider cipherProvider) {
        this.untouchedDigest = digest;
        this.untouchedMac = mac;
        this.cipherProvider = cipherProvider;
    }

    /** Empty on a platform that lacks any of them. */
    static Optional<JdkSymmetric> find() {
        try {
            return Optional.of(new JdkSymmetric(
                    (MessageDigest) MessageDigest.getInstance("SHA-256").clone(),
                    (Mac) Mac.getInstance(HMAC).clone(),
                    Cipher.getInstance(GCM).getProvider()));
        } catch (GeneralSecurityException | CloneNotSupportedException e) {
            return Optional.empty();
        }
    }

    @Override
    public byte[] sha256(byte[] bytes) {
        try {
            return ((MessageDigest) untouchedDigest.clone()).digest(bytes);
        } catch (CloneNotSupportedException e) {
            throw broken(e);
        }
    }

    @Override
    public byte[] hmac(byte[] key, byte[]... chunks) {
        try {
            Mac mac = (Mac) untouchedMac.clone();
            mac.init(new SecretKeySpec(key, HMAC));
            for (byte[] chunk : chunks) {
                mac.update(chunk);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException | CloneNotSupportedException e) {
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

    private byte[] gcm(int mode, byte[] keyAndNonce, byte[] associated, byte[] input) throws GeneralSecurityException {
        Cipher cipher = cipher();
        cipher.init(
                mode,
                new SecretKeySpec(keyAndNonce, 0, Aead.KEY_BYTES, "AES"),
                new GCMParameterSpec(Aead.TAG_BYTES * Byte.SIZE, keyAndNonce, Aead.KEY_BYTES, Aead.NONCE_BYTES));
        cipher.updateAAD(associated);
        return cipher.doFinal(input);
    }

    @Override
    public KeptCipher keep(byte[] key) {
        try {
            return new Kept(new SecretKeySpec(key, "AES"), cipher(), cipher());
        } catch (GeneralSecurityException e) {
            throw broken(e);
        }
    }

    private Cipher cipher() throws GeneralSecurityException {
        return Cipher.getInstance(GCM, cipherProvider);
    }

    /** One cipher for each direction, so that neither has to make its key schedule anew. */
    private record Kept(SecretKeySpec key, Cipher encryptor, Cipher decryptor) implements KeptCipher {
        @Override
        public void encrypt(byte[] nonce, byte[] associated, byte[] plaintext, byte[] output, int at) {
            try {
                encryptor.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(Aead.TAG_BYTES * Byte.SIZE, nonce));
                encryptor.updateAAD(associated);
                encryptor.doFinal(plaintext, 0, plaintext.length, output, at);
            } catch (GeneralSecurityException e) {
                throw broken(e);
            }
        }

        @Override
        public byte[] decrypt(byte[] nonce, byte[] associated, byte[] sealed, int at) throws CryptoRefused {
            try {
                decryptor.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(Aead.TAG_BYTES * Byte.SIZE, nonce));
                decryptor.updateAAD(associated);
                return decryptor.doFinal(sealed, at, sealed.length - at);
            } catch (AEADBadTagException e) {
                throw new CryptoRefused();
            } catch (GeneralSecurityException e) {
                throw broken(e);
            }
        }
    }

    private static AssertionError broken(Exception cause) {
        return new AssertionError("the platform had this primitive at the start", cause);
    }
}
