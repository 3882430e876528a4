package org.waystation.protocol.crypto;

import org.bouncycastle.math.ec.rfc7748.X25519;

/** X25519 private key (RFC 7748), 32 bytes. */
public final class AgreementKey {
    public static final int BYTES = X25519.SCALAR_SIZE;

    private final SecretKey32 scalar;
    private final AgreementPublicKey publicKey;

    private AgreementKey(SecretKey32 scalar) {
        this.scalar = scalar;
        this.publicKey = AgreementPublicKey.ofScalar(scalar);
    }

    public static AgreementKey generate(Entropy entropy) {
        return new AgreementKey(SecretKey32.random(entropy));
    }

    /** From stored bytes; any 32 bytes are a scalar, clamped when used. */
    public static AgreementKey fromScalar(SecretKey32 scalar) {
        return new AgreementKey(scalar);
    }

    /** For storing the key. */
    public SecretKey32 scalar() {
        return scalar;
    }

    public AgreementPublicKey publicKey() {
        return publicKey;
    }

    /** The raw shared u-coordinate, to be fed into a derivation only. */
    public SecretKey32 agree(AgreementPublicKey other) throws CryptoRefused {
        byte[] shared = new byte[BYTES];
        // False: all zeros. The public key's own check leaves no known way to get there; it stays as the last fence.
        if (!X25519.calculateAgreement(scalar.raw(), 0, other.raw(), 0, shared, 0)) {
            throw new CryptoRefused();
        }
        return SecretKey32.wrap(shared);
    }

    @Override
    public String toString() {
        return "AgreementKey[redacted]";
    }
}
