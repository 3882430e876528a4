package org.waystation.client.vault.sqlite;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.waystation.protocol.crypto.Aead;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.Kdf;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.SecretKey32;

/** Tags of rows as they lie in the file, and the sealed head over all of them. Confined to one thread. */
final class HeadSeal {
    private static final byte[] PURPOSE = "vault.db".getBytes(StandardCharsets.US_ASCII);

    private final SecretKey32 tagKey;
    private final SecretKey32 headKey;
    private final Entropy entropy;

    /** The keys stay the caller's. */
    HeadSeal(VaultKeys keys, Entropy entropy) {
        this.tagKey = keys.tag();
        this.headKey = keys.head();
        this.entropy = entropy;
    }

    /** Covers every column, so that a row can neither be changed nor take another place in the order. */
    byte[] tag(StoredRow row) {
        byte[] ordinal = ByteBuffer.allocate(Long.BYTES).putLong(row.ordinal()).array();
        return Kdf.mac(Label.VAULT_ROW, tagKey, ordinal, row.drawer(), row.name(), row.parent(), row.sealed());
    }

    byte[] seal(CommitHead head) {
        byte[] plain = head.encode();
        byte[] sealed = Aead.seal(Label.VAULT_ROW, headKey, PURPOSE, plain, entropy);
        Arrays.fill(plain, (byte) 0);
        return sealed;
    }

    /** Nothing if this key has not sealed it. */
    Optional<CommitHead> open(byte[] sealed) {
        try {
            byte[] plain = Aead.open(Label.VAULT_ROW, headKey, PURPOSE, sealed);
            CommitHead head = CommitHead.decode(plain);
            Arrays.fill(plain, (byte) 0);
            return Optional.of(head);
        } catch (CryptoRefused e) {
            return Optional.empty();
        }
    }

    /** The columns of a row. Equality is of no use to anybody here. */
    @SuppressWarnings("ArrayRecordComponent") // Bytes on their way from the file into a MAC.
    record StoredRow(long ordinal, byte[] drawer, byte[] name, byte[] parent, byte[] sealed) {}
}
