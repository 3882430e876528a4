package org.waystation.client.vault.sqlite;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.waystation.client.vault.Drawer;
import org.waystation.client.vault.RowKey;
import org.waystation.client.vault.VaultFailure;
import org.waystation.client.vault.VaultRow;
import org.waystation.protocol.crypto.Aead;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.Kdf;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.id.Bytes;

/** What a row looks like on disk: keyed hashes for finding it, and its key and value sealed. Confined to one thread. */
final class RowSeal {
    /** Hashes that only group rows may be short; the one that identifies a row is not. */
    private static final int GROUP_HASH_BYTES = 16;

    private static final int LENGTHS_BYTES = 2 * Integer.BYTES;
    private static final int SMALLEST_PADDED_BYTES = 256;
    private static final int LARGEST_DOUBLING_BYTES = 4_096;

    private static final byte[] OF_DRAWER = {1};
    private static final byte[] OF_ROW = {2};
    private static final byte[] OF_PARENT = {3};

    private final SecretKey32 indexKey;
    private final SecretKey32 contentKey;
    private final Entropy entropy;

    /** The keys stay the caller's. */
    RowSeal(VaultKeys keys, Entropy entropy) {
        this.indexKey = keys.index();
        this.contentKey = keys.content();
        this.entropy = entropy;
    }

    byte[] drawer(Drawer drawer) {
        return Arrays.copyOf(Kdf.mac(Label.VAULT_ROW, indexKey, OF_DRAWER, number(drawer)), GROUP_HASH_BYTES);
    }

    byte[] name(Drawer drawer, RowKey key) {
        return Kdf.mac(
                Label.VAULT_ROW, indexKey, OF_ROW, number(drawer), key.bytes().toByteArray());
    }

    byte[] parent(Drawer drawer, RowKey parent) {
        byte[] mac = Kdf.mac(
                Label.VAULT_ROW,
                indexKey,
                OF_PARENT,
                number(drawer),
                parent.bytes().toByteArray());
        return Arrays.copyOf(mac, GROUP_HASH_BYTES);
    }

    byte[] seal(Drawer drawer, RowKey key, Bytes value) {
        byte[] keyBytes = key.bytes().toByteArray();
        int used = LENGTHS_BYTES + keyBytes.length + value.size();
        byte[] padded = ByteBuffer.allocate(paddedLength(used))
                .putInt(keyBytes.length)
                .putInt(value.size())
                .put(keyBytes)
                .put(value.asReadOnlyBuffer())
                .array();
        byte[] sealed = Aead.seal(Label.VAULT_ROW, contentKey, name(drawer, key), padded, entropy);
        Arrays.fill(padded, (byte) 0);
        return sealed;
    }

    /** Opens a row that was found under {@code name}. */
    VaultRow open(byte[] name, byte[] sealed) {
        byte[] padded;
        try {
            padded = Aead.open(Label.VAULT_ROW, contentKey, name, sealed);
        } catch (CryptoRefused e) {
            throw new VaultFailure("a row of the vault was changed from outside or is damaged", e);
        }
        VaultRow row = row(ByteBuffer.wrap(padded));
        Arrays.fill(padded, (byte) 0);
        return row;
    }

    private static VaultRow row(ByteBuffer padded) {
        if (padded.remaining() < LENGTHS_BYTES) {
            throw new VaultFailure("a row of the vault is cut short");
        }
        int keyBytes = padded.getInt();
        int valueBytes = padded.getInt();
        if (keyBytes < 0 || valueBytes < 0 || keyBytes > padded.remaining() - valueBytes) {
            throw new VaultFailure("a row of the vault says that it is longer than it is");
        }
        byte[] key = new byte[keyBytes];
        byte[] value = new byte[valueBytes];
        padded.get(key).get(value);
        return new VaultRow(RowKey.of(Bytes.wrap(key)), Bytes.wrap(value));
    }

    /** Powers of two from 256 to 4,096, then multiples of 4,096. */
    static int paddedLength(int used) {
        int padded = SMALLEST_PADDED_BYTES;
        while (padded < used && padded < LARGEST_DOUBLING_BYTES) {
            padded *= 2;
        }
        return padded >= used
                ? padded
                : (used + LARGEST_DOUBLING_BYTES - 1) / LARGEST_DOUBLING_BYTES * LARGEST_DOUBLING_BYTES;
    }

    private static byte[] number(Drawer drawer) {
        return new byte[] {(byte) drawer.number()};
    }
}
