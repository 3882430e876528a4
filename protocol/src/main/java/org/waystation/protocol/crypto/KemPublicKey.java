package org.waystation.protocol.crypto;

import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.bouncycastle.crypto.kems.MLKEMGenerator;
import org.bouncycastle.crypto.params.MLKEMPublicKeyParameters;

/** ML-KEM public key (FIPS 203), of as many bytes as its {@link KemSize} says; a value. */
public final class KemPublicKey {
    private static final int MESSAGE_BYTES = 32;

    private final PublicBytes encoded;
    private final MLKEMPublicKeyParameters parameters;

    private KemPublicKey(PublicBytes encoded, MLKEMPublicKeyParameters parameters) {
        this.encoded = encoded;
        this.parameters = parameters;
    }

    /** Refuses a wrong length and a key that fails the modulus check of FIPS 203, 7.2. */
    public static KemPublicKey of(KemSize size, byte[] bytes) throws CryptoRefused {
        PublicBytes encoded = PublicBytes.ofLength(size.publicKeyBytes(), bytes);
        try {
            return new KemPublicKey(encoded, new MLKEMPublicKeyParameters(size.parameters(), encoded.raw()));
        } catch (IllegalArgumentException e) {
            throw new CryptoRefused();
        }
    }

    static KemPublicKey trusted(MLKEMPublicKeyParameters parameters) {
        return new KemPublicKey(PublicBytes.trusted(parameters.getEncoded()), parameters);
    }

    /** A fresh secret and the ciphertext that carries it. */
    public Encapsulation encapsulate(Entropy entropy) {
        return encapsulate(entropy.bytes(MESSAGE_BYTES));
    }

    Encapsulation encapsulate(byte[] message) {
        SecretWithEncapsulation result = MLKEMGenerator.internalGenerateEncapsulated(parameters, message);
        return new Encapsulation(result.getEncapsulation(), SecretKey32.wrap(result.getSecret()));
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return encoded.copy();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KemPublicKey that && encoded.equals(that.encoded);
    }

    @Override
    public int hashCode() {
        return encoded.hashCode();
    }

    @Override
    public String toString() {
        return "KemPublicKey" + encoded;
    }
}
