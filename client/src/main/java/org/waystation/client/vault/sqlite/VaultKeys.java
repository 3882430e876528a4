package org.waystation.client.vault.sqlite;

import org.waystation.protocol.crypto.Kdf;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.SecretKey32;

/** The keys that are derived from a vault's key, each by a number of its own that no other may ever use. */
public final class VaultKeys {
    private final SecretKey32 index;
    private final SecretKey32 content;
    private final SecretKey32 tag;
    private final SecretKey32 head;

    private VaultKeys(SecretKey32 vaultKey) {
        this.index = derived(vaultKey, 1);
        this.content = derived(vaultKey, 2);
        this.tag = derived(vaultKey, 3);
        this.head = derived(vaultKey, 4);
    }

    /** {@code vaultKey} stays the caller's. */
    public static VaultKeys of(SecretKey32 vaultKey) {
        return new VaultKeys(vaultKey);
    }

    private static SecretKey32 derived(SecretKey32 vaultKey, int number) {
        return Kdf.key(Label.VAULT_ROW, vaultKey, new byte[] {(byte) number});
    }

    /** Of the keyed hashes by which rows are found. */
    SecretKey32 index() {
        return index;
    }

    /** Seals rows. */
    SecretKey32 content() {
        return content;
    }

    /** Of the tags of rows, for the sum over all of them. */
    SecretKey32 tag() {
        return tag;
    }

    /** Seals heads, in the rows' file and beside it. */
    public SecretKey32 head() {
        return head;
    }

    public void destroy() {
        index.destroy();
        content.destroy();
        tag.destroy();
        head.destroy();
    }
}
