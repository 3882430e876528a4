package org.waystation.protocol.id;

/** What a sender must show to append to a mailbox. A secret: never logged. Exactly 32 bytes. */
public record SendToken(Bytes value) {
    public static final int LENGTH_BYTES = 32;

    public SendToken {
        value.requireSize(LENGTH_BYTES, "send token");
    }

    public static SendToken of(byte[] value) {
        return new SendToken(Bytes.copyOf(value));
    }

    public byte[] toByteArray() {
        return value.toByteArray();
    }
}
