package org.waystation.ops.bench.load;

import java.nio.ByteBuffer;
import org.waystation.protocol.id.Bytes;

/**
 * Ids of 16 bytes that look random to a relay and tell the load test which message they are of: no map is needed to look
 * up what comes back. Two phases with different keys take none of each other's ids.
 *
 * <pre>
 * +----------------------+---------------------------+
 * | mix(number ^ key) 8  | number ^ mix(first 8) 8   |
 * +----------------------+---------------------------+
 * </pre>
 *
 * Not secret; immutable.
 */
final class Tags {
    /** Of an id that is none of these. */
    static final int FOREIGN = -1;

    private static final int BYTES = 16;

    private final long key;

    Tags(long key) {
        this.key = key;
    }

    /** The id of a message, from 0. */
    Bytes of(int number) {
        long first = mix(number ^ key);
        byte[] tag = ByteBuffer.allocate(BYTES)
                .putLong(first)
                .putLong(number ^ mix(first))
                .array();
        return Bytes.wrap(tag);
    }

    /** The message of an id, or {@link #FOREIGN}. */
    int numberOf(Bytes tag) {
        ByteBuffer buffer = tag.asReadOnlyBuffer();
        long first = buffer.getLong();
        long number = buffer.getLong() ^ mix(first);
        boolean own = number >= 0 && number <= Integer.MAX_VALUE && mix(number ^ key) == first;
        return own ? (int) number : FOREIGN;
    }

    /** A bijection that spreads neighbours over all values (the finaliser of MurmurHash3). */
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }
}
