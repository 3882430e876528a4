package org.waystation.client.vault;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.waystation.protocol.crypto.Aead;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.PassphraseKey;
import org.waystation.protocol.crypto.SecretKey32;

/**
 * Content of the key file: the vault's random key under a key that is stretched from the passphrase.
 *
 * <pre>
 * "WAYVAULT" 8 | version, cost and salt of the stretching | AEAD(vault key 32) 64
 * </pre>
 *
 * Everything before the AEAD is its associated data.
 */
final class WrappedKey {
    private static final byte[] MAGIC = "WAYVAULT".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER_BYTES = MAGIC.length + PassphraseKey.ENCODED_BYTES;
    private static final int BYTES = HEADER_BYTES + SecretKey32.BYTES + Aead.OVERHEAD_BYTES;

    private WrappedKey() {}

    static byte[] wrap(SecretKey32 vaultKey, Passphrase passphrase, PassphraseKey.Cost cost, Entropy entropy) {
        PassphraseKey stretching = PassphraseKey.create(cost, entropy);
        byte[] header = ByteBuffer.allocate(HEADER_BYTES)
                .put(MAGIC)
                .put(stretching.encode())
                .array();
        byte[] plain = vaultKey.exposeBytes();
        byte[] sealed = Aead.seal(Label.VAULT_WRAP, passphrase.stretchedBy(stretching), header, plain, entropy);
        Arrays.fill(plain, (byte) 0);
        return ByteBuffer.allocate(BYTES).put(header).put(sealed).array();
    }

    /**
     * The vault's key, or nothing if the passphrase is wrong.
     *
     * @throws VaultFailure if this is not a key file
     */
    static Optional<SecretKey32> unwrap(byte[] file, Passphrase passphrase) {
        SecretKey32 stretched = passphrase.stretchedBy(stretching(file));
        try {
            byte[] plain = Aead.open(
                    Label.VAULT_WRAP,
                    stretched,
                    Arrays.copyOf(file, HEADER_BYTES),
                    Arrays.copyOfRange(file, HEADER_BYTES, BYTES));
            SecretKey32 key = SecretKey32.copyOf(plain);
            Arrays.fill(plain, (byte) 0);
            return Optional.of(key);
        } catch (CryptoRefused e) {
            return Optional.empty();
        }
    }

    private static PassphraseKey stretching(byte[] file) {
        if (file.length != BYTES || !Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw damaged(null);
        }
        try {
            return PassphraseKey.decode(Arrays.copyOfRange(file, MAGIC.length, HEADER_BYTES));
        } catch (CryptoRefused e) {
            throw damaged(e);
        }
    }

    private static VaultFailure damaged(@Nullable CryptoRefused cause) {
        String words = "vault.key is damaged or of a newer version; without it the vault cannot be opened";
        return cause == null ? new VaultFailure(words) : new VaultFailure(words, cause);
    }
}
