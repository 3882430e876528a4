package org.waystation.protocol.id;

/** A relay, known by its Ed25519 identity key. Exactly 32 bytes. */
public record RelayId(Bytes value) {
    public static final int LENGTH_BYTES = 32;

    public RelayId {
        value.requireSize(LENGTH_BYTES, "relay id");
    }

    public static RelayId of(byte[] value) {
        return new RelayId(Bytes.copyOf(value));
    }

    public byte[] toByteArray() {
        return value.toByteArray();
    }
}
