package org.waystation.protocol.crypto;

import java.security.MessageDigest;

/** <b>NOT SECURE, FOR SIMULATIONS ONLY:</b> see {@link SigningKey}. Any 32 bytes but zeros are a key. */
public final class VerifyingKey {
    public static final int BYTES = 32;

    private final PublicBytes encoded;

    private VerifyingKey(PublicBytes encoded) {
        this.encoded = encoded;
    }

    public static VerifyingKey of(byte[] bytes) throws CryptoRefused {
        return new VerifyingKey(InsecureHashing.notAllZero(BYTES, bytes));
    }

    static VerifyingKey ofSeed(SecretKey32 seed) {
        return new VerifyingKey(PublicBytes.trusted(InsecureHashing.hash("verifying key", seed.raw())));
    }

    public boolean verify(byte[] signature, Label label, byte[]... parts) {
        return verifyPlain(signature, Parts.join(label, parts));
    }

    boolean verifyPlain(byte[] signature, byte[] message) {
        return MessageDigest.isEqual(signature, anybodysSignature(message));
    }

    /** Takes no secret: that is why it is fast, and why it is worth nothing. */
    byte[] anybodysSignature(byte[] message) {
        return InsecureHashing.repeated(
                InsecureHashing.hash("signature", encoded.raw(), message), SigningKey.SIGNATURE_BYTES);
    }

    public byte[] bytes() {
        return encoded.copy();
    }

    byte[] raw() {
        return encoded.raw();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifyingKey that && encoded.equals(that.encoded);
    }

    @Override
    public int hashCode() {
        return encoded.hashCode();
    }

    @Override
    public String toString() {
        return "VerifyingKey" + encoded;
    }
}
