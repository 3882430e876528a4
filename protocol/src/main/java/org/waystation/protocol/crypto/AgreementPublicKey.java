package org.waystation.protocol.crypto;

import java.math.BigInteger;
import java.util.Set;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.bouncycastle.util.Arrays;

/**
 * X25519 public key (RFC 7748): a u-coordinate of 32 bytes, little-endian; a value. Unlike RFC 7748, which masks and reduces,
 * only the one canonical encoding of a point exists as this type, and no point of low order.
 */
public final class AgreementPublicKey {
    public static final int BYTES = X25519.POINT_SIZE;

    private static final BigInteger PRIME = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

    /** All canonical u-coordinates of points of order 1, 2, 4 and 8, on the curve and on its twist. */
    private static final Set<BigInteger> LOW_ORDER = Set.of(
            BigInteger.ZERO,
            BigInteger.ONE,
            PRIME.subtract(BigInteger.ONE),
            new BigInteger("325606250916557431795983626356110631294008115727848805560023387167927233504"),
            new BigInteger("39382357235489614581723060781553021112529911719440698176882885853963445705823"));

    private final PublicBytes encoded;

    private AgreementPublicKey(PublicBytes encoded) {
        this.encoded = encoded;
    }

    /** Refuses a wrong length, a coordinate not below 2^255 - 19, and a point of low order. */
    public static AgreementPublicKey of(byte[] bytes) throws CryptoRefused {
        PublicBytes encoded = PublicBytes.ofLength(BYTES, bytes);
        BigInteger coordinate = new BigInteger(1, Arrays.reverse(bytes));
        if (coordinate.compareTo(PRIME) >= 0 || LOW_ORDER.contains(coordinate)) {
            throw new CryptoRefused();
        }
        return new AgreementPublicKey(encoded);
    }

    static AgreementPublicKey ofScalar(SecretKey32 scalar) {
        byte[] bytes = new byte[BYTES];
        X25519.generatePublicKey(scalar.raw(), 0, bytes, 0);
        return new AgreementPublicKey(PublicBytes.trusted(bytes));
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
