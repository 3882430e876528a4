package org.waystation.protocol.crypto;

/** <b>NOT SECURE, FOR SIMULATIONS ONLY:</b> see {@link KemKey}. Any bytes of the right length are a key. */
public final class KemPublicKey {
    private static final int MESSAGE_BYTES = 32;

    private final KemSize size;
    private final PublicBytes encoded;

    private KemPublicKey(KemSize size, PublicBytes encoded) {
        this.size = size;
        this.encoded = encoded;
    }

    public static KemPublicKey of(KemSize size, byte[] bytes) throws CryptoRefused {
        return new KemPublicKey(size, PublicBytes.ofLength(size.publicKeyBytes(), bytes));
    }

    static KemPublicKey ofSeed(KemSize size, SecretBytes seed) {
        byte[] hash = InsecureHashing.hash("encapsulation key", seed.raw());
        return new KemPublicKey(size, PublicBytes.trusted(InsecureHashing.repeated(hash, size.publicKeyBytes())));
    }

    public Encapsulation encapsulate(Entropy entropy) {
        return encapsulate(entropy.bytes(MESSAGE_BYTES));
    }

    Encapsulation encapsulate(byte[] message) {
        byte[] hash = InsecureHashing.hash("ciphertext", encoded.raw(), message);
        byte[] ciphertext = InsecureHashing.repeated(hash, size.ciphertextBytes());
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
