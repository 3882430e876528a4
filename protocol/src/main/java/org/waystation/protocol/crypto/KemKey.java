package org.waystation.protocol.crypto;

import org.bouncycastle.crypto.kems.MLKEMExtractor;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;

/** ML-KEM-1024 private key (FIPS 203), kept as its seed of {@value #SEED_BYTES} bytes (d, then z). */
public final class KemKey {
    public static final int SEED_BYTES = 64;

    private final SecretBytes seed;
    private final MLKEMPrivateKeyParameters expanded;
    private final KemPublicKey publicKey;

    private KemKey(SecretBytes seed) {
        if (seed.length() != SEED_BYTES) {
            throw new IllegalArgumentException("an ML-KEM seed has " + SEED_BYTES + " bytes");
        }
        this.seed = seed;
        this.expanded = new MLKEMPrivateKeyParameters(MLKEMParameters.ml_kem_1024, seed.raw());
        this.publicKey = KemPublicKey.trusted(expanded.getPublicKeyParameters());
    }

    public static KemKey generate(Entropy entropy) {
        return new KemKey(SecretBytes.random(SEED_BYTES, entropy));
    }

    public static KemKey fromSeed(SecretBytes seed) {
        return new KemKey(seed);
    }

    /** For storing the key. */
    public SecretBytes seed() {
        return seed;
    }

    public KemPublicKey publicKey() {
        return publicKey;
    }

    /**
     * The secret inside a ciphertext of {@value KemPublicKey#CIPHERTEXT_BYTES} bytes. Only a wrong length is refused: by the
     * design of ML-KEM a forged ciphertext gives a secret that nobody else has.
     */
    public SecretKey32 decapsulate(byte[] ciphertext) throws CryptoRefused {
        if (ciphertext.length != KemPublicKey.CIPHERTEXT_BYTES) {
            throw new CryptoRefused();
        }
        return SecretKey32.wrap(new MLKEMExtractor(expanded).extractSecret(ciphertext));
    }

    @Override
    public String toString() {
        return "KemKey[redacted]";
    }
}
