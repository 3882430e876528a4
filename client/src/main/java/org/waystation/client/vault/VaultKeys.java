package org.waystation.client.vault;

import org.waystation.protocol.crypto.Kdf;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.SecretKey32;

/**
 * The keys that are derived from a vault's key, each by a number of its own that no other may ever use.
 *
 * @param index of the keyed hashes by which rows are found
 * @param content seals rows
 * @param tag of the tags of rows in the sum over all of them
 * @param head seals heads, in the rows' file and beside it
 */
record VaultKeys(SecretKey32 index, SecretKey32 content, SecretKey32 tag, SecretKey32 head) {
    /** {@code vaultKey} stays the caller's. */
    static VaultKeys of(SecretKey32 vaultKey) {
        return new VaultKeys(derived(vaultKey, 1), derived(vaultKey, 2), derived(vaultKey, 3), derived(vaultKey, 4));
    }

    private static SecretKey32 derived(SecretKey32 vaultKey, int number) {
        return Kdf.key(Label.VAULT_ROW, vaultKey, new byte[] {(byte) number});
    }

    void destroy() {
        index.destroy();
        content.destroy();
        tag.destroy();
        head.destroy();
    }
}
