package org.waystation.protocol.crypto;

import java.nio.ByteBuffer;

/** A sealed message as its sender has it: the bytes to send, and the exporter for the reply. */
public final class Sealed {
    /** HPKE's "enc": ML-KEM-768 ciphertext and X25519 public key. */
    public static final int ENCAPSULATION_BYTES = 1088 + 32;

    /** What sealing adds to a plaintext. */
    public static final int OVERHEAD_BYTES = ENCAPSULATION_BYTES + Aead.TAG_BYTES;

    private final byte[] bytes;
    private final Exporter exporter;

    private Sealed(byte[] bytes, Exporter exporter) {
        this.bytes = bytes;
        this.exporter = exporter;
    }

    static Sealed of(byte[] encapsulation, byte[] ciphertext, Exporter exporter) {
        byte[] bytes = ByteBuffer.allocate(encapsulation.length + ciphertext.length)
                .put(encapsulation)
                .put(ciphertext)
                .array();
        return new Sealed(bytes, exporter);
    }

    /** A copy: encapsulation, then ciphertext. */
    public byte[] bytes() {
        return bytes.clone();
    }

    public Exporter exporter() {
        return exporter;
    }
}
