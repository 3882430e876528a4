package org.waystation.protocol.crypto;

/** What {@link KemPublicKey#encapsulate} gives: a ciphertext to send and the secret of 32 bytes that it carries. */
public final class Encapsulation {
    private final byte[] ciphertext;
    private final SecretKey32 secret;

    Encapsulation(byte[] ciphertext, SecretKey32 secret) {
        this.ciphertext = ciphertext;
        this.secret = secret;
    }

    /** A copy. */
    public byte[] ciphertext() {
        return ciphertext.clone();
    }

    public SecretKey32 secret() {
        return secret;
    }

    @Override
    public String toString() {
        return "Encapsulation[redacted]";
    }
}
