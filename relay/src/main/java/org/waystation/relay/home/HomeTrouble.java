package org.waystation.relay.home;

/** The relay's directory is not as it must be; the message says what to do. Safe to show to the operator. */
public final class HomeTrouble extends Exception {
    private static final long serialVersionUID = 1L;

    public HomeTrouble(String message) {
        super(message);
    }

    public HomeTrouble(String message, Throwable cause) {
        super(message, cause);
    }
}
