package org.waystation.relay.store;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.waystation.federation.store.Ledger;
import org.waystation.federation.store.StoreFailure;
import org.waystation.federation.store.Table;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SecretKey32;

/**
 * The rows of a store that nobody has open, to be looked at and not changed. A row that does not open is left out, and
 * counted each time that it is met.
 *
 * <p>Confined to one thread.
 */
public final class SealedLedger implements Ledger, AutoCloseable {
    private final RocksRows disk;
    private final RowForm form;
    private long damaged;

    private SealedLedger(RocksRows disk, RowForm form) {
        this.disk = disk;
        this.form = form;
    }

    /**
     * Opens a store that is of the format of this program.
     *
     * @param key what its rows are sealed under; stays the caller's
     * @param library directory for RocksDB's library
     * @throws StoreFailure if it cannot be opened, is of another version, or was sealed under another key
     */
    public static SealedLedger open(Path directory, SecretKey32 key, Entropy entropy, Path library) {
        RocksRows disk = RocksRows.openAsItIs(directory, library, true);
        try {
            RowForm form = new RowForm(key, entropy);
            new StoreFormat(disk, form).requireCurrent();
            return new SealedLedger(disk, form);
        } catch (RuntimeException failure) {
            disk.close();
            throw failure;
        }
    }

    /** Rows met so far that do not open. */
    public long damaged() {
        return damaged;
    }

    @Override
    public Optional<byte[]> get(Table table, byte[] key) {
        byte[] storedKey = form.storedKey(table, key);
        return disk.has(table)
                ? disk.get(table, storedKey).flatMap(value -> open(table, storedKey, value))
                : Optional.empty();
    }

    @Override
    public void forEach(Table table, BiConsumer<byte[], byte[]> visitor) {
        if (!disk.has(table)) {
            return;
        }
        disk.scanAll(table, (storedKey, value) -> {
            open(table, storedKey, value).ifPresent(plain -> visitor.accept(form.key(table, storedKey), plain));
            return true;
        });
    }

    private Optional<byte[]> open(Table table, byte[] storedKey, byte[] value) {
        try {
            form.key(table, storedKey);
            return Optional.of(form.open(table, storedKey, value));
        } catch (StoreFailure doesNotOpen) {
            damaged++;
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        disk.close();
    }
}
