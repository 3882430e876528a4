package org.waystation.protocol.crypto;

import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * Ed25519 public key (RFC 8032), 32 bytes; a value. Only canonical points of the prime-order group exist as this type, so a
 * signature fits one key and one message only.
 */
public final class VerifyingKey {
    public static final int BYTES = Ed25519.PUBLIC_KEY_SIZE;

    private final PublicBytes encoded;
    private final Ed25519.PublicPoint point;

    private VerifyingKey(PublicBytes encoded, Ed25519.PublicPoint point) {
        this.encoded = encoded;
        this.point = point;
    }

    /** Refuses a wrong length, a non-canonical or invalid point, and a point with a small-order part. */
    public static VerifyingKey of(byte[] bytes) throws CryptoRefused {
        PublicBytes encoded = PublicBytes.ofLength(BYTES, bytes);
        Ed25519.PublicPoint point = Ed25519.validatePublicKeyFullExport(encoded.raw(), 0);
        if (point == null) {
            throw new CryptoRefused();
        }
        return new VerifyingKey(encoded, point);
    }

    static VerifyingKey ofSeed(SecretKey32 seed) {
        byte[] bytes = new byte[BYTES];
        Ed25519.PublicPoint point = Ed25519.generatePublicKey(seed.raw(), 0);
        Ed25519.encodePublicPoint(point, bytes, 0);
        return new VerifyingKey(PublicBytes.trusted(bytes), point);
    }

    /** Whether the signature was made by this key over this label and these parts. A wrong length is merely false. */
    public boolean verify(byte[] signature, Label label, byte[]... parts) {
        return verifyPlain(signature, Parts.join(label, parts));
    }

    boolean verifyPlain(byte[] signature, byte[] message) {
        return signature.length == SigningKey.SIGNATURE_BYTES
                && Ed25519.verify(signature, 0, point, message, 0, message.length);
    }

    /** A copy of the 32 bytes. */
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
