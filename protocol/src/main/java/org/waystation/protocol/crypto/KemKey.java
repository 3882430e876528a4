package org.waystation.protocol.crypto;

import org.bouncycastle.crypto.kems.MLKEMExtractor;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;

/** ML-KEM private key (FIPS 203), kept as its seed of {@value #SEED_BYTES} bytes (d, then z). */
public final class KemKey {
    public static final int SEED_BYTES = 64;

    private final KemSize size;
    private final SecretBytes seed;
    private final MLKEMPrivateKeyParameters expanded;
    private final KemPublicKey publicKey;

    private KemKey(KemSize size, SecretBytes seed) {
        if (seed.length() != SEED_BYTES) {
            throw new IllegalArgumentException("an ML-KEM seed has " + SEED_BYTES + " bytes");
        }
        this.size = size;
        this.seed = seed;
        this.expanded = new MLKEMPrivateKeyParameters(size.parameters(), seed.raw());
        this.publicKey = KemPublicKey.trusted(expanded.getPublicKeyParameters());
    }

    public static KemKey generate(KemSize size, Entropy entropy) {
        return new KemKey(size, SecretBytes.random(SEED_BYTES, entropy));
    }

    public static KemKey fromSeed(KemSize size, SecretBytes seed) {
        return new KemKey(size, seed);
    }

    /** For storing the key. */
    public SecretBytes seed() {
        return seed;
    }

    public KemPublicKey publicKey() {
        return publicKey;
    }

    /**
     * The secret inside a ciphertext. Only a wrong length is refused: by the design of ML-KEM a forged ciphertext gives a secret
     * that nobody else has.
     */
    public SecretKey32 decapsulate(byte[] ciphertext) throws CryptoRefused {
        if (ciphertext.length != size.ciphertextBytes()) {
            throw new CryptoRefused();
        }
        return SecretKey32.wrap(new MLKEMExtractor(expanded).extractSecret(ciphertext));
    }

    @Override
    public String toString() {
        return "KemKey[redacted]";
    }
}
