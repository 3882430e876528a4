package org.waystation.protocol.crypto;

/**
 * Something from outside was malformed or did not authenticate. Says nothing more on purpose: a reason would be an oracle.
 */
public final class CryptoRefused extends Exception {
    private static final long serialVersionUID = 1L;

    public CryptoRefused() {
        // No stack trace: it is an expected answer to hostile input and must be cheap.
        super("rejected", null, false, false);
    }
}
