package org.waystation.protocol.crypto;

import java.util.Arrays;

/**
 * <b>NOT SECURE, FOR SIMULATIONS ONLY: whoever knows the public key can open what was sealed to it.</b> Stands in for
 * X-Wing: same lengths, same use of randomness. HPKE's key schedule and AES-GCM over it are the real ones.
 */
public final class SealingKey {
    public static final int SEED_BYTES = 32;

    private final SecretKey32 seed;
    private final SealingPublicKey publicKey;

    private SealingKey(SecretKey32 seed) {
        this.seed = seed;
        this.publicKey = SealingPublicKey.ofSeed(seed);
    }

    public static SealingKey generate(Entropy entropy) {
        return new SealingKey(SecretKey32.random(entropy));
    }

    public static SealingKey fromSeed(SecretKey32 seed) {
        return new SealingKey(seed);
    }

    public SecretKey32 seed() {
        return seed;
    }

    public SealingPublicKey publicKey() {
        return publicKey;
    }

    public Opened open(Label label, byte[] info, byte[] associated, byte[] sealed) throws CryptoRefused {
        if (sealed.length < Sealed.OVERHEAD_BYTES) {
            throw new CryptoRefused();
        }
        byte[] encapsulation = Arrays.copyOf(sealed, Sealed.ENCAPSULATION_BYTES);
        byte[] ciphertext = Arrays.copyOfRange(sealed, Sealed.ENCAPSULATION_BYTES, sealed.length);
        return decapsulate(encapsulation).open(label, info, associated, ciphertext);
    }

    public SealingSecret decapsulate(byte[] encapsulation) {
        return new SealingSecret(encapsulation, publicKey.anybodysSecret(encapsulation));
    }

    @Override
    public String toString() {
        return "SealingKey[redacted]";
    }
}
