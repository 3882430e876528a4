package org.waystation.protocol.id;

/** The Ed25519 key of a member of a relay. Names no person and no mailbox. Exactly 32 bytes. */
public record MemberKey(Bytes value) {
    public static final int LENGTH_BYTES = 32;

    public MemberKey {
        value.requireSize(LENGTH_BYTES, "member key");
    }

    public static MemberKey of(byte[] value) {
        return new MemberKey(Bytes.copyOf(value));
    }

    public byte[] toByteArray() {
        return value.toByteArray();
    }
}
