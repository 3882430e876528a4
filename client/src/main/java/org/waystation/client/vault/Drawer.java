package org.waystation.client.vault;

/** The kinds of rows in a vault. A number, once released, keeps its meaning. */
public enum Drawer {
    /** What belongs to the vault itself. */
    VAULT(1),
    /** The person's keys and the relay that they are a member of: one row. */
    ACCOUNT(2),
    /** Private halves of published prekeys. */
    PREKEYS(3),
    /** Mailboxes that this client owns. */
    MAILBOXES(4),
    CONTACTS(5),
    /** Ratchet states; the parent is the contact. */
    SESSIONS(6),
    /** Which introductions have been processed, so that none is processed twice; the parent is the signed prekey. */
    INTRODUCTIONS(7),
    /** Texts that the person wrote; the parent is the contact. */
    OUTGOING(8),
    /** Texts that arrived; the parent is the contact. */
    INCOMING(9),
    /** Sealed requests whose outcome is not known yet; the parent is the contact. */
    SUBMISSIONS(10),
    /** Outcomes that are committed here and that the relay may forget. */
    COLLECTED(11),
    /** Newest known cards of relays. */
    CARDS(12);

    private final int number;

    Drawer(int number) {
        this.number = number;
    }

    /** Stands for this drawer in vaults on disk; never another's. */
    public int number() {
        return number;
    }
}
