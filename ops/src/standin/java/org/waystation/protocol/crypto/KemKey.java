package org.waystation.protocol.crypto;

/**
 * <b>NOT SECURE, FOR SIMULATIONS ONLY: whoever sees public key and ciphertext knows the secret.</b> Stands in for
 * ML-KEM: same lengths, same use of randomness, and a forged ciphertext gives a secret that nobody else has.
 */
public final class KemKey {
    public static final int SEED_BYTES = 64;

    private final KemSize size;
    private final SecretBytes seed;
    private final KemPublicKey publicKey;

    private KemKey(KemSize size, SecretBytes seed) {
        if (seed.length() != SEED_BYTES) {
            throw new IllegalArgumentException("an ML-KEM seed has " + SEED_BYTES + " bytes");
        }
        this.size = size;
        this.seed = seed;
        this.publicKey = KemPublicKey.ofSeed(size, seed);
    }

    public static KemKey generate(KemSize size, Entropy entropy) {
        return new KemKey(size, SecretBytes.random(SEED_BYTES, entropy));
    }

    public static KemKey fromSeed(KemSize size, SecretBytes seed) {
        return new KemKey(size, seed);
    }

    public SecretBytes seed() {
        return seed;
    }

    public KemPublicKey publicKey() {
        return publicKey;
    }

    public SecretKey32 decapsulate(byte[] ciphertext) throws CryptoRefused {
        if (ciphertext.length != size.ciphertextBytes()) {
            throw new CryptoRefused();
        }
        return publicKey.anybodysSecret(ciphertext);
    }

    @Override
    public String toString() {
        return "KemKey[redacted]";
    }
}
