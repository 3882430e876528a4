package org.waystation.client.vault;

/** The way out of opening a vault that is not as it was left. */
final class Distrusted extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient VaultOpening why;

    Distrusted(Tampering what) {
        this(new VaultOpening.Tampered(what));
    }

    Distrusted(VaultOpening why) {
        super(why.toString());
        this.why = why;
    }

    VaultOpening why() {
        return why;
    }
}
