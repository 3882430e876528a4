package org.waystation.protocol.crypto;

import java.nio.ByteBuffer;

/**
 * A label and a list of parts as one byte string: each, the label included, with its length in front as four bytes,
 * big-endian. Two different lists never give the same bytes.
 */
final class Parts {
    private Parts() {}

    static byte[] join(Label label, byte[]... parts) {
        byte[] name = label.bytes();
        int size = Integer.BYTES + name.length;
        for (byte[] part : parts) {
            size = Math.addExact(size, Integer.BYTES + part.length);
        }
        ByteBuffer joined = ByteBuffer.allocate(size);
        joined.putInt(name.length).put(name);
        for (byte[] part : parts) {
            joined.putInt(part.length).put(part);
        }
        return joined.array();
    }
}
