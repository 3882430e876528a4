package org.waystation.federation.store;

/** The environment failed the store: disk full, unreadable, gone. Nothing of the transaction may be acknowledged. */
public final class StoreFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreFailure(String message) {
        super(message);
    }

    public StoreFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
