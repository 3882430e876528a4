package org.waystation.protocol.id;

/** The Ed25519 key that may attach to one mailbox. Exactly 32 bytes. */
public record OwnerKey(Bytes value) {
    public static final int LENGTH_BYTES = 32;

    public OwnerKey {
        value.requireSize(LENGTH_BYTES, "owner key");
    }

    public static OwnerKey of(byte[] value) {
        return new OwnerKey(Bytes.copyOf(value));
    }

    public byte[] toByteArray() {
        return value.toByteArray();
    }
}
