package org.waystation.client.vault.directory;

import java.util.Arrays;
import java.util.List;
import org.waystation.client.vault.VaultFailure;
import org.waystation.protocol.crypto.Digest;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.PassphraseKey;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.watch.fuzz.Decoder;
import org.waystation.watch.fuzz.Decoders;

/** The key file of a vault, and what is behind its checksum. */
public final class KeyDecoders implements Decoders {
    private static final int CHECKSUM_BYTES = 16;
    private static final int HEADER_BYTES = 8 + 1 + 29;
    private static final SecretKey32 STRETCHED = SecretKey32.copyOf(new byte[SecretKey32.BYTES]);

    @Override
    public List<Decoder> all() {
        Entropy entropy = target -> {};
        byte[] file = WrappedKey.wrap(
                STRETCHED, PassphraseKey.create(PassphraseKey.Cost.INTERACTIVE, entropy), STRETCHED, true, entropy);
        return List.of(
                Decoder.named("client.key-file")
                        .refusing(VaultFailure.class)
                        .from(() -> List.of(file))
                        .readOnly(each -> WrappedKey.parse(each).unwrap(STRETCHED)),
                Decoder.named("client.key-body")
                        .refusing(VaultFailure.class)
                        .from(() -> List.of(Arrays.copyOf(file, file.length - CHECKSUM_BYTES)))
                        .readOnly(each -> WrappedKey.parse(checksummed(each)).unwrap(STRETCHED)));
    }

    private static byte[] checksummed(byte[] body) {
        int cut = Math.min(body.length, HEADER_BYTES);
        byte[] sum =
                Digest.sha256(Label.VAULT_WRAP, Arrays.copyOf(body, cut), Arrays.copyOfRange(body, cut, body.length));
        byte[] file = Arrays.copyOf(body, body.length + CHECKSUM_BYTES);
        System.arraycopy(sum, 0, file, body.length, CHECKSUM_BYTES);
        return file;
    }
}
