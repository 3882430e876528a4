package org.waystation.protocol.crypto;

import java.util.Arrays;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/** By Bouncy Castle: everywhere, and slower. */
final class BouncySymmetric implements Symmetric {
    @Override
    public byte[] sha256(byte[] bytes) {
        SHA256Digest digest = new SHA256Digest();
        digest.update(bytes, 0, bytes.length);
        byte[] hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        return hash;
    }

    @Override
    public byte[] hmac(byte[] key, byte[]... chunks) {
        HMac mac = new HMac(new SHA256Digest());
        mac.init(new KeyParameter(key));
        for (byte[] chunk : chunks) {
            mac.update(chunk, 0, chunk.length);
        }
        byte[] tag = new byte[mac.getMacSize()];
        mac.doFinal(tag, 0);
        return tag;
    }

    @Override
    public byte[] encrypt(byte[] keyAndNonce, byte[] associated, byte[] plaintext) {
        try {
            return gcm(true, keyAndNonce, associated, plaintext);
        } catch (InvalidCipherTextException e) {
            throw new AssertionError("encrypting checks no tag", e);
        }
    }

    @Override
    public byte[] decrypt(byte[] keyAndNonce, byte[] associated, byte[] ciphertext) throws CryptoRefused {
        try {
            return gcm(false, keyAndNonce, associated, ciphertext);
        } catch (InvalidCipherTextException e) {
            throw new CryptoRefused();
        }
    }

    private static byte[] gcm(boolean encrypting, byte[] keyAndNonce, byte[] associated, byte[] input)
            throws InvalidCipherTextException {
        GCMModeCipher cipher = GCMBlockCipher.newInstance(AESEngine.newInstance());
        KeyParameter key = new KeyParameter(keyAndNonce, 0, Aead.KEY_BYTES);
        byte[] nonce = Arrays.copyOfRange(keyAndNonce, Aead.KEY_BYTES, Aead.KEY_BYTES + Aead.NONCE_BYTES);
        cipher.init(encrypting, new AEADParameters(key, Aead.TAG_BYTES * Byte.SIZE, nonce, associated));
        byte[] output = new byte[cipher.getOutputSize(input.length)];
        int length = cipher.processBytes(input, 0, input.length, output, 0);
        cipher.doFinal(output, length);
        return output;
    }

    @Override
    public KeptCipher keep(byte[] key) {
        return new Kept(new KeyParameter(key), GCMBlockCipher.newInstance(AESEngine.newInstance()));
    }

    private record Kept(KeyParameter key, GCMModeCipher cipher) implements KeptCipher {
        @Override
        public void encrypt(byte[] nonce, byte[] associated, byte[] plaintext, byte[] output, int at) {
            try {
                run(true, nonce, associated, plaintext, 0, output, at);
            } catch (InvalidCipherTextException e) {
                throw new AssertionError("encrypting checks no tag", e);
            }
        }

        @Override
        public byte[] decrypt(byte[] nonce, byte[] associated, byte[] sealed, int at) throws CryptoRefused {
            byte[] plaintext = new byte[sealed.length - at - Aead.TAG_BYTES];
            try {
                run(false, nonce, associated, sealed, at, plaintext, 0);
                return plaintext;
            } catch (InvalidCipherTextException e) {
                throw new CryptoRefused();
            }
        }

        private void run(
                boolean encrypting, byte[] nonce, byte[] associated, byte[] input, int from, byte[] output, int at)
                throws InvalidCipherTextException {
            cipher.init(encrypting, new AEADParameters(key, Aead.TAG_BYTES * Byte.SIZE, nonce, associated));
            int length = cipher.processBytes(input, from, input.length - from, output, at);
            cipher.doFinal(output, at + length);
        }
    }
}
