package org.waystation.client.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.PassphraseKey;
import org.waystation.protocol.crypto.SecretKey32;

/** Where a vault lives; makes and opens it. Safe for any thread, but see {@link Vault} for what it returns. */
public final class VaultDirectory {
    private static final String KEY_FILE = "vault.key";
    private static final String ROWS_FILE = "vault.db";
    private static final String LOCK_FILE = "vault.lock";

    private final Path directory;
    private final PassphraseKey.Cost cost;
    private final Entropy entropy;

    /** {@code cost} is what a new vault gets; an old one brings its own. */
    public VaultDirectory(Path directory, PassphraseKey.Cost cost, Entropy entropy) {
        this.directory = directory;
        this.cost = cost;
        this.entropy = entropy;
    }

    public Path path() {
        return directory;
    }

    /** Whether a vault has been made here. */
    public boolean exists() {
        return Files.exists(file(KEY_FILE));
    }

    public VaultOpening open(Passphrase passphrase) {
        if (!exists()) {
            return Files.exists(file(ROWS_FILE)) ? new VaultOpening.Destroyed() : new VaultOpening.Missing();
        }
        return locked(lock -> unlock(passphrase, lock));
    }

    /** Opens the vault, or makes an empty one where there is none. */
    public VaultOpening openOrCreate(Passphrase passphrase) {
        if (exists() || Files.exists(file(ROWS_FILE))) {
            return open(passphrase);
        }
        return locked(lock -> {
            SecretKey32 key = SecretKey32.random(entropy);
            try {
                PrivateFiles.replace(directory, KEY_FILE, WrappedKey.wrap(key, passphrase, cost, entropy));
            } catch (IOException e) {
                throw unusable(e);
            }
            return opened(key, lock);
        });
    }

    private VaultOpening locked(Function<VaultLock, VaultOpening> withLock) {
        VaultLock lock = null;
        VaultOpening result = null;
        try {
            PrivateFiles.makeDirectory(directory);
            Optional<VaultLock> taken = VaultLock.take(file(LOCK_FILE));
            if (taken.isEmpty()) {
                return new VaultOpening.OpenElsewhere();
            }
            lock = taken.get();
            result = withLock.apply(lock);
            return result;
        } catch (IOException e) {
            throw unusable(e);
        } finally {
            release(lock, result);
        }
    }

    private static void release(@Nullable VaultLock lock, @Nullable VaultOpening result) {
        if (lock != null && !(result instanceof VaultOpening.Opened)) {
            lock.close();
        }
    }

    private VaultOpening unlock(Passphrase passphrase, VaultLock lock) {
        try {
            Optional<SecretKey32> key = WrappedKey.unwrap(Files.readAllBytes(file(KEY_FILE)), passphrase);
            return key.isEmpty() ? new VaultOpening.WrongPassphrase() : opened(key.get(), lock);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private VaultOpening opened(SecretKey32 key, VaultLock lock) {
        try {
            PrivateFiles.makeFile(file(ROWS_FILE));
        } catch (IOException e) {
            throw unusable(e);
        }
        Vault rows = SqliteVault.open(file(ROWS_FILE), new RowSeal(key, entropy));
        return new VaultOpening.Opened(new LockedVault(rows, lock));
    }

    private Path file(String name) {
        return directory.resolve(name);
    }

    private static VaultFailure unusable(IOException cause) {
        return new VaultFailure("the vault's directory cannot be used", cause);
    }

    /** Lets go of the lock after the file. */
    private record LockedVault(Vault rows, VaultLock lock) implements Vault {
        @Override
        public <T extends @Nullable Object> T transact(Function<VaultTransaction, T> work) {
            return rows.transact(work);
        }

        @Override
        public void close() {
            rows.close();
            lock.close();
        }
    }
}
