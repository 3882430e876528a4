package org.waystation.protocol.crypto;

import java.util.Arrays;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.prng.FixedSecureRandom;
import org.bouncycastle.pqc.crypto.xwing.XWingKEMExtractor;
import org.bouncycastle.pqc.crypto.xwing.XWingKeyGenerationParameters;
import org.bouncycastle.pqc.crypto.xwing.XWingKeyPairGenerator;
import org.bouncycastle.pqc.crypto.xwing.XWingPrivateKeyParameters;
import org.bouncycastle.pqc.crypto.xwing.XWingPublicKeyParameters;

/**
 * Private key for opening what was sealed to a {@link SealingPublicKey}; X-Wing, kept as its seed of {@value #SEED_BYTES}
 * bytes.
 */
public final class SealingKey {
    public static final int SEED_BYTES = 32;

    private final SecretKey32 seed;
    private final XWingPrivateKeyParameters expanded;
    private final SealingPublicKey publicKey;

    private SealingKey(SecretKey32 seed) {
        AsymmetricCipherKeyPair pair = expand(seed);
        this.seed = seed;
        this.expanded = (XWingPrivateKeyParameters) pair.getPrivate();
        this.publicKey = SealingPublicKey.trusted((XWingPublicKeyParameters) pair.getPublic());
    }

    public static SealingKey generate(Entropy entropy) {
        return new SealingKey(SecretKey32.random(entropy));
    }

    public static SealingKey fromSeed(SecretKey32 seed) {
        return new SealingKey(seed);
    }

    /** For storing the key. */
    public SecretKey32 seed() {
        return seed;
    }

    public SealingPublicKey publicKey() {
        return publicKey;
    }

    /** Opens what {@link SealingPublicKey#seal} made with the same label, info and associated data. */
    public Opened open(Label label, byte[] info, byte[] associated, byte[] sealed) throws CryptoRefused {
        if (sealed.length < Sealed.OVERHEAD_BYTES) {
            throw new CryptoRefused();
        }
        byte[] encapsulation = Arrays.copyOf(sealed, Sealed.ENCAPSULATION_BYTES);
        byte[] ciphertext = Arrays.copyOfRange(sealed, Sealed.ENCAPSULATION_BYTES, sealed.length);
        return decapsulate(encapsulation).open(label, info, associated, ciphertext);
    }

    /** The secret in an encapsulation of {@link Sealed#ENCAPSULATION_BYTES}. Dear: see docs/performance.md. */
    public SealingSecret decapsulate(byte[] encapsulation) throws CryptoRefused {
        try {
            return new SealingSecret(encapsulation, new XWingKEMExtractor(expanded).extractSecret(encapsulation));
        } catch (IllegalArgumentException | IllegalStateException e) {
            // The X25519 half of the encapsulation is a point of low order.
            throw new CryptoRefused();
        }
    }

    private static AsymmetricCipherKeyPair expand(SecretKey32 seed) {
        // The generator is the only public way to both halves; a random source that says the seed makes it a function.
        XWingKeyPairGenerator generator = new XWingKeyPairGenerator();
        generator.init(new XWingKeyGenerationParameters(new FixedSecureRandom(seed.raw())));
        return generator.generateKeyPair();
    }

    @Override
    public String toString() {
        return "SealingKey[redacted]";
    }
}
