package org.waystation.client.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import org.waystation.protocol.crypto.Aead;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.PassphraseKey;
import org.waystation.protocol.crypto.SecretKey32;

/** Key files that this program does not write any more, or writes for a moment only. */
final class OldKeyFiles {
    private OldKeyFiles() {}

    /** Version 1, written out by hand: "WAYVAULT" 8 | stretching 29 | AEAD(key) 64. */
    static byte[] version1(SecretKey32 key, Passphrase passphrase) {
        PassphraseKey stretching = PassphraseKey.create(VaultFiles.CHEAP, Entropy.system());
        byte[] header = ByteBuffer.allocate(37)
                .put("WAYVAULT".getBytes(StandardCharsets.US_ASCII))
                .put(stretching.encode())
                .array();
        byte[] sealed = Aead.seal(
                Label.VAULT_WRAP, passphrase.stretchedBy(stretching), header, key.exposeBytes(), Entropy.system());
        return ByteBuffer.allocate(101).put(header).put(sealed).array();
    }

    /** Of a vault that was being made when its process ended. */
    static byte[] unpromised(Passphrase passphrase) {
        PassphraseKey stretching = PassphraseKey.create(VaultFiles.CHEAP, Entropy.system());
        return WrappedKey.wrap(
                SecretKey32.random(Entropy.system()),
                stretching,
                passphrase.stretchedBy(stretching),
                false,
                Entropy.system());
    }

    /** The files of a vault of version 1: made by this program, then brought back to the old form. */
    static Map<String, byte[]> oldVault(VaultFiles files, String key, String text) {
        SecretKey32 vaultKey = SecretKey32.random(Entropy.system());
        byte[] keyFile = version1(vaultKey, VaultFiles.PASSPHRASE);
        files.directory.destroy();
        try {
            Files.createDirectories(files.path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        files.restore(Map.of("vault.key", keyFile), "vault.key");
        files.with(key, text);
        files.makeOld(Map.of("vault.key", keyFile));
        return files.copy();
    }
}
