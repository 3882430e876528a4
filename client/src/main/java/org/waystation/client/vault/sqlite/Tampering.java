package org.waystation.client.vault.sqlite;

/** What does not fit, where a vault is not as this program left it. Whether by damage or by design cannot be told. */
public enum Tampering {
    ROWS("vault.db was changed from outside, or is damaged"),
    OTHER_VAULT("vault.db and vault.key do not belong together"),
    ROWS_MISSING("vault.db is gone"),
    HEAD_MISSING("vault.head, which tells the newest vault.db from older copies, is gone or does not belong here");

    private final String words;

    Tampering(String words) {
        this.words = words;
    }

    /** The beginning of a sentence. */
    public String words() {
        return words;
    }
}
