package org.waystation.protocol.crypto;

/** <b>NOT SECURE, FOR SIMULATIONS ONLY:</b> see {@link AgreementKey}. Any 32 bytes but zeros are a key. */
public final class AgreementPublicKey {
    public static final int BYTES = 32;

    private final PublicBytes encoded;

    private AgreementPublicKey(PublicBytes encoded) {
        this.encoded = encoded;
    }

    public static AgreementPublicKey of(byte[] bytes) throws CryptoRefused {
        return new AgreementPublicKey(InsecureHashing.notAllZero(BYTES, bytes));
    }

    static AgreementPublicKey ofScalar(SecretKey32 scalar) {
        return new AgreementPublicKey(PublicBytes.trusted(InsecureHashing.hash("agreement key", scalar.raw())));
    }

    public byte[] bytes() {
        return encoded.copy();
    }

    byte[] raw() {
        return encoded.raw();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AgreementPublicKey that && encoded.equals(that.encoded);
    }

    @Override
    public int hashCode() {
        return encoded.hashCode();
    }

    @Override
    public String toString() {
        return "AgreementPublicKey" + encoded;
    }
}
