package org.waystation.client.vault.directory;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.waystation.client.vault.VaultFailure;
import org.waystation.protocol.crypto.Aead;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Digest;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.PassphraseKey;
import org.waystation.protocol.crypto.SecretKey32;

/**
 * Content of the key file: the vault's random key under a key that is stretched from the passphrase.
 *
 * <pre>
 * "WAYVKEY2" 8 | head promised 1 | version, cost and salt of the stretching 29 | AEAD(vault key 32) 64 | checksum 16
 * </pre>
 *
 * Everything before the AEAD is its associated data. Head promised: 1 if the rows have a head that must be there, 0 while the
 * vault is being made. The checksum is half a SHA-256 of everything before it; it tells a damaged file from a wrong
 * passphrase, and protects from nobody.
 *
 * <p>Immutable.
 */
final class WrappedKey {
    private static final byte[] MAGIC = "WAYVKEY2".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MAGIC_BEFORE_RELEASE = "WAYVAULT".getBytes(StandardCharsets.US_ASCII);
    private static final int PROMISE_BYTES = 1;
    private static final int SEALED_BYTES = SecretKey32.BYTES + Aead.OVERHEAD_BYTES;
    private static final int CHECKSUM_BYTES = 16;

    private static final int HEADER_BYTES = MAGIC.length + PROMISE_BYTES + PassphraseKey.ENCODED_BYTES;
    private static final int BYTES = HEADER_BYTES + SEALED_BYTES + CHECKSUM_BYTES;

    private final PassphraseKey stretching;
    private final boolean headPromised;
    private final byte[] header;
    private final byte[] sealed;

    private WrappedKey(PassphraseKey stretching, boolean headPromised, byte[] header, byte[] sealed) {
        this.stretching = stretching;
        this.headPromised = headPromised;
        this.header = header;
        this.sealed = sealed;
    }

    /** A key file's content. {@code stretched}: what {@code stretching} made of the passphrase. */
    static byte[] wrap(
            SecretKey32 vaultKey,
            PassphraseKey stretching,
            SecretKey32 stretched,
            boolean headPromised,
            Entropy entropy) {
        byte[] header = ByteBuffer.allocate(HEADER_BYTES)
                .put(MAGIC)
                .put((byte) (headPromised ? 1 : 0))
                .put(stretching.encode())
                .array();
        byte[] plain = vaultKey.exposeBytes();
        byte[] sealed = Aead.seal(Label.VAULT_WRAP, stretched, header, plain, entropy);
        Arrays.fill(plain, (byte) 0);
        return ByteBuffer.allocate(BYTES)
                .put(header)
                .put(sealed)
                .put(checksum(header, sealed))
                .array();
    }

    /**
     * Reads a key file's content.
     *
     * @throws VaultFailure if it is none, a damaged one, or one from before the first release
     */
    static WrappedKey parse(byte[] file) {
        if (startsWith(file, MAGIC_BEFORE_RELEASE)) {
            throw new VaultFailure(
                    "this vault was made by a version from before the first release, and cannot be opened;"
                            + " make a new one: waystation clear, and join again");
        }
        if (file.length != BYTES || !startsWith(file, MAGIC)) {
            throw damaged(null);
        }
        byte[] header = Arrays.copyOf(file, HEADER_BYTES);
        byte[] sealed = Arrays.copyOfRange(file, HEADER_BYTES, HEADER_BYTES + SEALED_BYTES);
        byte[] checksum = Arrays.copyOfRange(file, HEADER_BYTES + SEALED_BYTES, BYTES);
        if (!Digest.constantTimeEquals(checksum, checksum(header, sealed))) {
            throw damaged(null);
        }
        byte[] encoded = Arrays.copyOfRange(header, MAGIC.length + PROMISE_BYTES, HEADER_BYTES);
        try {
            return new WrappedKey(PassphraseKey.decode(encoded), header[MAGIC.length] == 1, header, sealed);
        } catch (CryptoRefused e) {
            throw damaged(e);
        }
    }

    /** How the passphrase is to be stretched. */
    PassphraseKey stretching() {
        return stretching;
    }

    boolean headPromised() {
        return headPromised;
    }

    /** The vault's key, or nothing if this does not come from the right passphrase. */
    Optional<SecretKey32> unwrap(SecretKey32 stretched) {
        try {
            byte[] plain = Aead.open(Label.VAULT_WRAP, stretched, header, sealed);
            SecretKey32 key = SecretKey32.copyOf(plain);
            Arrays.fill(plain, (byte) 0);
            return Optional.of(key);
        } catch (CryptoRefused e) {
            return Optional.empty();
        }
    }

    private static byte[] checksum(byte[] header, byte[] sealed) {
        return Arrays.copyOf(Digest.sha256(Label.VAULT_WRAP, header, sealed), CHECKSUM_BYTES);
    }

    private static boolean startsWith(byte[] file, byte[] magic) {
        return file.length >= magic.length && Arrays.equals(file, 0, magic.length, magic, 0, magic.length);
    }

    private static VaultFailure damaged(@Nullable CryptoRefused cause) {
        String words =
                "vault.key is damaged, or of a newer version of Waystation; without it nobody can open the vault."
                        + " Put an undamaged copy back if you have one, or else: waystation clear, and join again";
        return cause == null ? new VaultFailure(words) : new VaultFailure(words, cause);
    }
}
