package org.waystation.protocol.crypto;

import java.util.Arrays;

/**
 * <b>NOT SECURE, FOR SIMULATIONS ONLY: whoever sees the two public keys knows what they agree on.</b> Stands in for X25519:
 * same lengths, same use of randomness.
 */
public final class AgreementKey {
    public static final int BYTES = 32;

    private final SecretKey32 scalar;
    private final AgreementPublicKey publicKey;

    private AgreementKey(SecretKey32 scalar) {
        this.scalar = scalar;
        this.publicKey = AgreementPublicKey.ofScalar(scalar);
    }

    public static AgreementKey generate(Entropy entropy) {
        return new AgreementKey(SecretKey32.random(entropy));
    }

    public static AgreementKey fromScalar(SecretKey32 scalar) {
        return new AgreementKey(scalar);
    }

    public SecretKey32 scalar() {
        return scalar;
    }

    public AgreementPublicKey publicKey() {
        return publicKey;
    }

    /** The smaller key goes first, so that both ends hash the same. */
    public SecretKey32 agree(AgreementPublicKey other) throws CryptoRefused {
        boolean oursFirst = Arrays.compareUnsigned(publicKey.raw(), other.raw()) <= 0;
        byte[] first = oursFirst ? publicKey.raw() : other.raw();
        byte[] second = oursFirst ? other.raw() : publicKey.raw();
        return SecretKey32.wrap(InsecureHashing.hash("agreement", first, second));
    }

    @Override
    public String toString() {
        return "AgreementKey[redacted]";
    }
}
