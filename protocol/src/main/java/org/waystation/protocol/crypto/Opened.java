package org.waystation.protocol.crypto;

/** A sealed message as its receiver has it: the plaintext, and the exporter for the reply. */
public final class Opened {
    private final byte[] plaintext;
    private final Exporter exporter;

    Opened(byte[] plaintext, Exporter exporter) {
        this.plaintext = plaintext;
        this.exporter = exporter;
    }

    /** A copy. */
    public byte[] plaintext() {
        return plaintext.clone();
    }

    public Exporter exporter() {
        return exporter;
    }

    @Override
    public String toString() {
        return "Opened[redacted]";
    }
}
