package org.waystation.client.vault.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.Kdf;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.SecretKey32;

final class VaultKeysTest {
    private final SecretKey32 vaultKey = SecretKey32.random(Entropy.system());
    private final VaultKeys keys = VaultKeys.of(vaultKey);

    private List<SecretKey32> all() {
        return List.of(keys.index(), keys.content(), keys.tag(), keys.head());
    }

    @Test
    void everyKeyHasTheNumberThatExistingVaultsHaveItUnder() {
        for (int i = 0; i < 4; i++) {
            assertEquals(Kdf.key(Label.VAULT_ROW, vaultKey, new byte[] {(byte) (i + 1)}), all().get(i));
        }
        assertEquals(4, Set.copyOf(all()).size(), "no two are the same");
    }

    @Test
    void theyAreForgottenTogetherAndTheVaultsKeyStays() {
        // When
        keys.destroy();

        // Then
        assertTrue(all().stream().allMatch(SecretKey32::isDestroyed));
        assertFalse(vaultKey.isDestroyed());
    }
}
