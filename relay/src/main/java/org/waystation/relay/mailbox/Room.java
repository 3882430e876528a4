package org.waystation.relay.mailbox;

/**
 * How much may be taken out of a mailbox at a time.
 *
 * @param bytes of content; the envelope that goes beyond them is still taken, so that one always fits
 */
record Room(int envelopes, long bytes) {
    boolean isFull(int takenEnvelopes, long takenBytes) {
        return takenEnvelopes >= envelopes || takenBytes >= bytes;
    }
}
