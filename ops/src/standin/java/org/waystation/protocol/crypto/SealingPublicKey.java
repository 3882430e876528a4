package org.waystation.protocol.crypto;

/** <b>NOT SECURE, FOR SIMULATIONS ONLY:</b> see {@link SealingKey}. Any {@value #BYTES} bytes but zeros are a key. */
public final class SealingPublicKey {
    public static final int BYTES = 1216;

    private static final int ENCAPSULATION_SEED_BYTES = 64;

    private final PublicBytes encoded;

    private SealingPublicKey(PublicBytes encoded) {
        this.encoded = encoded;
    }

    public static SealingPublicKey of(byte[] bytes) throws CryptoRefused {
        return new SealingPublicKey(InsecureHashing.notAllZero(BYTES, bytes));
    }

    static SealingPublicKey ofSeed(SecretKey32 seed) {
        byte[] hash = InsecureHashing.hash("sealing key", seed.raw());
        return new SealingPublicKey(PublicBytes.trusted(InsecureHashing.repeated(hash, BYTES)));
    }

    public Sealed seal(Label label, byte[] info, byte[] associated, byte[] plaintext, Entropy entropy) {
        return encapsulate(entropy).seal(label, info, associated, plaintext);
    }

    public SealingSecret encapsulate(Entropy entropy) {
        byte[] encapsulation = encapsulation(entropy.bytes(ENCAPSULATION_SEED_BYTES));
        return new SealingSecret(encapsulation, anybodysSecret(encapsulation));
    }

    private byte[] encapsulation(byte[] seed) {
        byte[] hash = InsecureHashing.hash("sealing", encoded.raw(), seed);
        return InsecureHashing.repeated(hash, Sealed.ENCAPSULATION_BYTES);
    }

    /** Takes no secret: that is why it is fast, and why it is worth nothing. */
    byte[] anybodysSecret(byte[] encapsulation) {
        return InsecureHashing.hash("sealed", encoded.raw(), encapsulation);
    }

    public byte[] bytes() {
        return encoded.copy();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SealingPublicKey that && encoded.equals(that.encoded);
    }

    @Override
    public int hashCode() {
        return encoded.hashCode();
    }

    @Override
    public String toString() {
        return "SealingPublicKey" + encoded;
    }
}
