package org.waystation.protocol.crypto;

/** AES-256-GCM under one key that is kept ready; the caller answers for the nonces. Confined to one thread. */
interface KeptCipher {
    /** Writes ciphertext and tag to {@code output} from {@code at} to its end. The nonce was never used under this key. */
    void encrypt(byte[] nonce, byte[] associated, byte[] plaintext, byte[] output, int at);

    /** Opens what stands from {@code at} to the end; refuses whatever does not authenticate. */
    byte[] decrypt(byte[] nonce, byte[] associated, byte[] sealed, int at) throws CryptoRefused;
}
