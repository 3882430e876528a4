package org.waystation.protocol.rekey;

import java.util.Arrays;
import org.waystation.protocol.id.Bytes;

/**
 * A public value of known length that arrives in blocks of {@value #BLOCK_BYTES} bytes, in any order and more than once.
 *
 * @param bytes what has come, zeros elsewhere
 * @param here bit n: block n has come
 */
record Blocks(Bytes bytes, long here) {
    static final int BLOCK_BYTES = 32;

    /** One fewer than there are bits, so that all of them together are still a number. */
    static final int MAX_BLOCKS = Long.SIZE - 1;

    Blocks {
        if (!isPossible(bytes.size(), here)) {
            throw new IllegalArgumentException("no such blocks");
        }
    }

    static boolean isPossible(int length, long here) {
        boolean isWhole = length % BLOCK_BYTES == 0 && length <= MAX_BLOCKS * BLOCK_BYTES;
        return isWhole && here >>> (length / BLOCK_BYTES) == 0;
    }

    static Blocks none(int length) {
        return new Blocks(Bytes.wrap(new byte[length]), 0);
    }

    private static int count(Bytes bytes) {
        return bytes.size() / BLOCK_BYTES;
    }

    boolean areComplete() {
        return here == (1L << count(bytes)) - 1;
    }

    /** Whether a piece holds blocks of a value of that length, and none beyond its end. */
    static boolean fit(Piece piece, int length) {
        int bytes = piece.blocks().size();
        return bytes > 0 && piece.first() * BLOCK_BYTES + bytes <= length;
    }

    /** With those of a piece that {@link #fit}. */
    Blocks with(Piece piece) {
        byte[] joined = bytes.toByteArray();
        byte[] blocks = piece.blocks().toByteArray();
        System.arraycopy(blocks, 0, joined, piece.first() * BLOCK_BYTES, blocks.length);
        long come = (1L << (blocks.length / BLOCK_BYTES)) - 1;
        return new Blocks(Bytes.wrap(joined), here | (come << piece.first()));
    }

    /** Blocks of a value to send: as many from {@code first} on as fit into the room. */
    static byte[] cut(byte[] value, int first, int room) {
        int from = first * BLOCK_BYTES;
        int fitting = room / BLOCK_BYTES * BLOCK_BYTES;
        return Arrays.copyOfRange(value, from, Math.min(value.length, from + fitting));
    }

    /** Where the next message goes on after one that carried {@code sent}, round and round. */
    static int after(int first, byte[] sent, int length) {
        return (first + sent.length / BLOCK_BYTES) % (length / BLOCK_BYTES);
    }
}
