package org.waystation.federation.store;

import java.nio.ByteBuffer;

/** Store keys: parts of fixed length one after the other, numbers big-endian, so that byte order is the order meant. */
public final class Keys {
    private Keys() {}

    public static byte[] of(byte[]... parts) {
        int length = 0;
        for (byte[] each : parts) {
            length += each.length;
        }
        ByteBuffer key = ByteBuffer.allocate(length);
        for (byte[] each : parts) {
            key.put(each);
        }
        return key.array();
    }

    /** Eight bytes that sort as the number does; {@code value >= 0}. */
    public static byte[] number(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    public static byte[] small(int value) {
        return new byte[] {(byte) value};
    }

    /** The number that starts at {@code offset}. */
    public static long numberAt(byte[] key, int offset) {
        return ByteBuffer.wrap(key).getLong(offset);
    }

    /** The smallest key after every key that starts with {@code prefix}; the prefix must not be all 0xFF. */
    public static byte[] endOf(byte[] prefix) {
        byte[] end = prefix.clone();
        for (int at = end.length - 1; at >= 0; at--) {
            if (++end[at] != 0) {
                return end;
            }
        }
        throw new IllegalArgumentException("no key sorts after this prefix");
    }
}
