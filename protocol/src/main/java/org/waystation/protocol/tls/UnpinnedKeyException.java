package org.waystation.protocol.tls;

import java.security.cert.CertificateException;

/** The other end holds a TLS key that its relay card does not name: somebody is in between, or the card is old. */
public final class UnpinnedKeyException extends CertificateException {
    private static final long serialVersionUID = 1L;

    UnpinnedKeyException() {
        super("the TLS key is not the one in the relay card");
    }

    /** Whether this is what ended a handshake. */
    public static boolean isCauseOf(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof UnpinnedKeyException) {
                return true;
            }
        }
        return false;
    }
}
