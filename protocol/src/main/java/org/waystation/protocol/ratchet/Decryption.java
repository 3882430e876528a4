package org.waystation.protocol.ratchet;

/** What came of a message: read, come before, or not to be read. Only the first changes the session. */
public sealed interface Decryption {
    /** The plaintext, and the session to store together with it. */
    final class Decrypted implements Decryption {
        private final Session next;
        private final byte[] plaintext;

        Decrypted(Session next, byte[] plaintext) {
            this.next = next;
            this.plaintext = plaintext;
        }

        public Session next() {
            return next;
        }

        /** A copy. */
        public byte[] plaintext() {
            return plaintext.clone();
        }

        @Override
        public String toString() {
            return "Decrypted[redacted]";
        }
    }

    /** It was read before, or it is so late that its key was given up. */
    record Duplicate() implements Decryption {}

    /** Not of this conversation, damaged, forged, or skipping too far. */
    record Unreadable() implements Decryption {}
}
