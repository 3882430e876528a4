package org.waystation.protocol.crypto;

import java.util.Arrays;

/**
 * The shared secret of one encapsulation, at either end: seals or opens one message. Encapsulating and decapsulating are what
 * sealing costs; an end that can be told the secret in another way saves it (see {@link #masked}).
 *
 * <p>Safe for any thread.
 */
public final class SealingSecret {
    /** Length of a masked secret. */
    public static final int MASKED_BYTES = SecretKey32.BYTES;

    private final byte[] encapsulation;
    private final byte[] secret;

    SealingSecret(byte[] encapsulation, byte[] secret) {
        this.encapsulation = encapsulation;
        this.secret = secret;
    }

    /**
     * This secret for somebody who shares {@code key}: 32 bytes that look random to everybody else. Bound to the encapsulation,
     * so that a key that is used twice does not give away how two secrets differ.
     */
    public byte[] masked(SecretKey32 key) {
        return xor(secret, mask(encapsulation, key));
    }

    /**
     * The secret that {@link #masked} has hidden. Of other bytes, or under another key, it is a secret that opens nothing.
     *
     * @param encapsulation the one that goes with the message, of {@link Sealed#ENCAPSULATION_BYTES}
     */
    public static SealingSecret unmasked(byte[] encapsulation, byte[] masked, SecretKey32 key) {
        return new SealingSecret(encapsulation.clone(), xor(masked, mask(encapsulation, key)));
    }

    /** Seals one message; {@value Sealed#OVERHEAD_BYTES} bytes longer than the plaintext. Only one: its nonce is fixed. */
    public Sealed seal(Label label, byte[] info, byte[] associated, byte[] plaintext) {
        HpkeContext context = HpkeContext.of(secret.clone(), Parts.join(label, info));
        return Sealed.of(encapsulation, context.seal(associated, plaintext), context.exporter());
    }

    /** Opens what the other end sealed with the same label, info and associated data: the ciphertext without its encapsulation. */
    public Opened open(Label label, byte[] info, byte[] associated, byte[] ciphertext) throws CryptoRefused {
        HpkeContext context = HpkeContext.of(secret.clone(), Parts.join(label, info));
        return new Opened(context.open(associated, ciphertext), context.exporter());
    }

    private static byte[] mask(byte[] encapsulation, SecretKey32 key) {
        return Kdf.mac(Label.TICKET_MASK, key, encapsulation);
    }

    private static byte[] xor(byte[] one, byte[] other) {
        if (one.length != MASKED_BYTES || other.length != MASKED_BYTES) {
            throw new IllegalArgumentException("a secret has " + MASKED_BYTES + " bytes");
        }
        byte[] result = one.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] ^= other[i];
        }
        Arrays.fill(other, (byte) 0);
        return result;
    }

    @Override
    public String toString() {
        return "SealingSecret[redacted]";
    }
}
