package org.waystation.client.vault.sqlite;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * The sum, modulo 2^256, of the tags of a set of rows: grows and shrinks by a row at a time, whatever the order. With the
 * number of rows. Whoever knows neither the tags' key nor any tag or sum can do no better than guess 256 bits; see decision
 * 13 for the argument. Immutable.
 */
final class RowSum {
    static final int BYTES = 32;
    static final RowSum NONE = new RowSum(BigInteger.ZERO, 0);

    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(BYTES * Byte.SIZE);

    private final BigInteger sum;
    private final long rows;

    private RowSum(BigInteger sum, long rows) {
        this.sum = sum;
        this.rows = rows;
    }

    static RowSum of(byte[] sum, long rows) {
        return new RowSum(new BigInteger(1, sum), rows);
    }

    RowSum plus(byte[] tag) {
        return new RowSum(sum.add(new BigInteger(1, tag)).mod(MODULUS), rows + 1);
    }

    RowSum minus(byte[] tag) {
        return new RowSum(sum.subtract(new BigInteger(1, tag)).mod(MODULUS), rows - 1);
    }

    long rows() {
        return rows;
    }

    /** 32 bytes. */
    byte[] bytes() {
        byte[] signed = sum.toByteArray();
        byte[] fixed = new byte[BYTES];
        int used = Math.min(signed.length, BYTES);
        System.arraycopy(signed, signed.length - used, fixed, BYTES - used, used);
        Arrays.fill(signed, (byte) 0);
        return fixed;
    }

    @Override
    public String toString() {
        return "RowSum[redacted]";
    }
}
