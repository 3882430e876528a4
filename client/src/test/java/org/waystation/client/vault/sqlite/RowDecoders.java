package org.waystation.client.vault.sqlite;

import java.util.Arrays;
import java.util.List;
import org.waystation.client.vault.Drawer;
import org.waystation.client.vault.RowKey;
import org.waystation.client.vault.VaultFailure;
import org.waystation.client.vault.VaultRow;
import org.waystation.protocol.crypto.Aead;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.id.Bytes;
import org.waystation.watch.fuzz.Decoder;
import org.waystation.watch.fuzz.Decoders;

/** Rows of a vault as they lie on the disk, what is behind their seal, and the head that vouches for all of them. */
public final class RowDecoders implements Decoders {
    private static final RowKey KEY = RowKey.of("ana");
    private static final int OPENED_BYTES = 256;

    private final VaultKeys keys = VaultKeys.of(SecretKey32.copyOf(new byte[SecretKey32.BYTES]));
    private final RowSeal seal = new RowSeal(keys, target -> {});
    private final byte[] name = seal.name(Drawer.CONTACTS, KEY);
    private final byte[] sealed = seal.seal(Drawer.CONTACTS, KEY, Bytes.wrap(new byte[] {1, 2, 3}));

    @Override
    public List<Decoder> all() {
        return List.of(
                Decoder.named("client.sealed-row")
                        .refusing(VaultFailure.class)
                        .from(() -> List.of(sealed))
                        .readOnly(each -> seal.open(name, each)),
                Decoder.named("client.row")
                        .refusing(VaultFailure.class)
                        .from(() -> List.of(opened(sealed)))
                        .stable(this::row, this::padded),
                Decoder.named("client.commit-head")
                        .behindOurSeal()
                        .comparedByEncoding()
                        .from(() -> List.of(CommitHead.NONE.encode()))
                        .stable(CommitHead::decode, CommitHead::encode));
    }

    private VaultRow row(byte[] padded) {
        return seal.open(name, Aead.seal(Label.VAULT_ROW, keys.content(), name, padded, target -> {}));
    }

    private byte[] padded(VaultRow row) {
        byte[] again = seal.seal(Drawer.CONTACTS, row.key(), row.value());
        return opened(again, seal.name(Drawer.CONTACTS, row.key()));
    }

    private byte[] opened(byte[] row) {
        return Arrays.copyOf(opened(row, name), OPENED_BYTES);
    }

    private byte[] opened(byte[] row, byte[] under) {
        try {
            return Aead.open(Label.VAULT_ROW, keys.content(), under, row);
        } catch (CryptoRefused e) {
            throw new IllegalStateException("a row that was just sealed", e);
        }
    }
}
