package org.waystation.client.vault;

/** The vault cannot be read or written: a full or broken disk, or a file that is not what it was. Nothing was changed. */
public final class VaultFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public VaultFailure(String message, Throwable cause) {
        super(message, cause);
    }

    public VaultFailure(String message) {
        super(message);
    }
}
