package org.waystation.protocol.envelope;

import java.nio.ByteBuffer;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.fault.ProtocolViolation;

/**
 * Hides a length inside an encryption: a four-byte length, the bytes, zeros up to a fixed size. What comes after the
 * bytes must be zeros, so that there is one encoding only.
 */
public final class Padding {
    public static final int OVERHEAD_BYTES = Integer.BYTES;

    private Padding() {}

    /**
     * {@code value} in exactly {@code size} bytes.
     *
     * @throws IllegalArgumentException if it does not fit
     */
    public static byte[] pad(byte[] value, int size) {
        if (value.length > size - OVERHEAD_BYTES) {
            throw new IllegalArgumentException(value.length + " bytes do not fit into " + size);
        }
        return ByteBuffer.allocate(size).putInt(value.length).put(value).array();
    }

    /**
     * The bytes that were padded.
     *
     * @throws ProtocolViolation {@link FaultCode#MALFORMED} if this is no padding
     */
    public static byte[] unpad(byte[] padded) throws ProtocolViolation {
        ByteBuffer buffer = ByteBuffer.wrap(padded);
        if (buffer.remaining() < OVERHEAD_BYTES) {
            throw new ProtocolViolation(FaultCode.MALFORMED);
        }
        int length = buffer.getInt();
        if (length < 0 || length > buffer.remaining()) {
            throw new ProtocolViolation(FaultCode.MALFORMED);
        }
        byte[] value = new byte[length];
        buffer.get(value);
        while (buffer.hasRemaining()) {
            if (buffer.get() != 0) {
                throw new ProtocolViolation(FaultCode.MALFORMED);
            }
        }
        return value;
    }
}
