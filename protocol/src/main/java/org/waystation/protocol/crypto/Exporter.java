package org.waystation.protocol.crypto;

/**
 * Further secrets of one sealing (RFC 9180, 5.3), the same on both sides; a reply is encrypted with one. The exporter context
 * is the label with its length in front.
 */
public final class Exporter {
    private final SecretKey32 secret;

    Exporter(SecretKey32 secret) {
        this.secret = secret;
    }

    public SecretBytes export(Label label, int length) {
        return SecretBytes.wrap(derive(label, length));
    }

    public SecretKey32 exportKey(Label label) {
        return SecretKey32.wrap(derive(label, SecretKey32.BYTES));
    }

    private byte[] derive(Label label, int length) {
        return HpkeContext.labeledExpand(secret.raw(), "sec", Parts.join(label), length);
    }

    @Override
    public String toString() {
        return "Exporter[redacted]";
    }
}
