package org.waystation.protocol.id;

/** A mailbox: opaque, chosen at random by its owner. Exactly 32 bytes. */
public record MailboxId(Bytes value) {
    public static final int LENGTH_BYTES = 32;

    public MailboxId {
        value.requireSize(LENGTH_BYTES, "mailbox id");
    }

    public static MailboxId of(byte[] value) {
        return new MailboxId(Bytes.copyOf(value));
    }

    public byte[] toByteArray() {
        return value.toByteArray();
    }
}
