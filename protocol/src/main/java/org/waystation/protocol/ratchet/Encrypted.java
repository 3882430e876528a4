package org.waystation.protocol.ratchet;

/** A message to send, and the session to store before it is sent. */
public final class Encrypted {
    private final Session next;
    private final byte[] message;

    Encrypted(Session next, byte[] message) {
        this.next = next;
        this.message = message;
    }

    public Session next() {
        return next;
    }

    /** A copy. */
    public byte[] message() {
        return message.clone();
    }
}
