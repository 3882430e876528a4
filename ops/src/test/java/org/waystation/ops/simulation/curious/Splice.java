package org.waystation.ops.simulation.curious;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Exchanges a piece of some bytes for another. */
final class Splice {
    private Splice() {}

    /** The first place is taken; the same bytes if there is none. */
    static byte[] replace(byte[] bytes, byte[] was, byte[] becomes) {
        for (int at = 0; at + was.length <= bytes.length; at++) {
            if (Arrays.equals(bytes, at, at + was.length, was, 0, was.length)) {
                return ByteBuffer.allocate(bytes.length - was.length + becomes.length)
                        .put(bytes, 0, at)
                        .put(becomes)
                        .put(bytes, at + was.length, bytes.length - at - was.length)
                        .array();
            }
        }
        return bytes;
    }
}
