package org.waystation.protocol.crypto;

/** <b>NOT SECURE, FOR SIMULATIONS ONLY:</b> see {@link KemKey}. Any {@value #BYTES} bytes are a key. */
public final class KemPublicKey {
    public static final int BYTES = 1568;
    public static final int CIPHERTEXT_BYTES = 1568;

    private static final int MESSAGE_BYTES = 32;

    private final PublicBytes encoded;

    private KemPublicKey(PublicBytes encoded) {
        this.encoded = encoded;
    }

    public static KemPublicKey of(byte[] bytes) throws CryptoRefused {
        return new KemPublicKey(PublicBytes.ofLength(BYTES, bytes));
    }

    static KemPublicKey ofSeed(SecretBytes seed) {
        byte[] hash = InsecureHashing.hash("encapsulation key", seed.raw());
        return new KemPublicKey(PublicBytes.trusted(InsecureHashing.repeated(hash, BYTES)));
    }

    public Encapsulation encapsulate(Entropy entropy) {
        return encapsulate(entropy.bytes(MESSAGE_BYTES));
    }

    Encapsulation encapsulate(byte[] message) {
        byte[] hash = InsecureHashing.hash("ciphertext", encoded.raw(), message);
        byte[] ciphertext = InsecureHashing.repeated(hash, CIPHERTEXT_BYTES);
        return new Encapsulation(ciphertext, anybodysSecret(ciphertext));
    }

    /** Takes no secret: that is why it is fast, and why it is worth nothing. */
    SecretKey32 anybodysSecret(byte[] ciphertext) {
        return SecretKey32.wrap(InsecureHashing.hash("encapsulated", encoded.raw(), ciphertext));
    }

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
