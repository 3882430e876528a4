package org.waystation.relay.mailbox;

import org.waystation.protocol.id.Bytes;

/** A mailbox as rows know it: a keyed hash of its id, 32 bytes. */
public record MailboxKey(Bytes value) {
    static final int LENGTH_BYTES = 32;

    byte[] toByteArray() {
        return value.toByteArray();
    }
}
