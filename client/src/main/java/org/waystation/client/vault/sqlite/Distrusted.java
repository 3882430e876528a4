package org.waystation.client.vault.sqlite;

/** The way out of opening a vault that is not as it was left. */
public final class Distrusted extends Exception {
    private static final long serialVersionUID = 1L;

    private final Tampering why;

    public Distrusted(Tampering why) {
        super(why.toString());
        this.why = why;
    }

    public Tampering why() {
        return why;
    }
}
