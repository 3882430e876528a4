package org.waystation.protocol.crypto;

/**
 * <b>NOT SECURE, FOR SIMULATIONS ONLY: whoever knows the public key can sign.</b> Stands in for Ed25519: same lengths, same
 * use of randomness, deterministic signatures.
 */
public final class SigningKey {
    public static final int SEED_BYTES = 32;
    public static final int SIGNATURE_BYTES = 64;

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

    public SecretKey32 seed() {
        return seed;
    }

    public VerifyingKey verifyingKey() {
        return verifyingKey;
    }

    public byte[] sign(Label label, byte[]... parts) {
        return signPlain(Parts.join(label, parts));
    }

    byte[] signPlain(byte[] message) {
        return verifyingKey.anybodysSignature(message);
    }

    @Override
    public String toString() {
        return "SigningKey[redacted]";
    }
}
