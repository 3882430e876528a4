package org.waystation.protocol.crypto;

import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * Ed25519 private key (RFC 8032), kept as its seed of 32 bytes. Signatures have {@value #SIGNATURE_BYTES} bytes and are
 * deterministic.
 */
public final class SigningKey {
    public static final int SEED_BYTES = Ed25519.SECRET_KEY_SIZE;
    public static final int SIGNATURE_BYTES = Ed25519.SIGNATURE_SIZE;

    private final SecretKey32 seed;
    private final VerifyingKey verifyingKey;

    private SigningKey(SecretKey32 seed) {
        this.seed = seed;
        this.verifyingKey = VerifyingKey.ofSeed(seed);
    }

    public static SigningKey generate(Entropy entropy) {
        return new SigningKey(SecretKey32.random(entropy));
    }

    public static SigningKey fromSeed(SecretKey32 seed) {
        return new SigningKey(seed);
    }

    /** For storing the key. */
    public SecretKey32 seed() {
        return seed;
    }

    public VerifyingKey verifyingKey() {
        return verifyingKey;
    }

    /** Signs the label and the parts, each with its length in front; 64 bytes. */
    public byte[] sign(Label label, byte[]... parts) {
        return signPlain(Parts.join(label, parts));
    }

    byte[] signPlain(byte[] message) {
        byte[] signature = new byte[SIGNATURE_BYTES];
        Ed25519.sign(seed.raw(), 0, verifyingKey.raw(), 0, message, 0, message.length, signature, 0);
        return signature;
    }

    @Override
    public String toString() {
        return "SigningKey[redacted]";
    }
}
