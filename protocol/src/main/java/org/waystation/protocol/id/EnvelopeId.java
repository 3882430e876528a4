package org.waystation.protocol.id;

/** An envelope, chosen at random by its sender; a repeat within a mailbox is a duplicate. Exactly 16 bytes. */
public record EnvelopeId(Bytes value) {
    public static final int LENGTH_BYTES = 16;

    public EnvelopeId {
        value.requireSize(LENGTH_BYTES, "envelope id");
    }

    public static EnvelopeId of(byte[] value) {
        return new EnvelopeId(Bytes.copyOf(value));
    }

    public byte[] toByteArray() {
        return value.toByteArray();
    }
}
