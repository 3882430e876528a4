package org.waystation.client.vault.directory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.waystation.client.vault.Vault;
import org.waystation.client.vault.VaultFailure;
import org.waystation.client.vault.VaultTransaction;
import org.waystation.client.vault.disk.FileIdentity;
import org.waystation.client.vault.disk.HeadFile;
import org.waystation.client.vault.disk.VaultLock;
import org.waystation.client.vault.sqlite.SqliteVault;
import org.waystation.client.vault.sqlite.VaultKeys;

/**
 * The rows of an open vault, with what goes when they go: keys in memory, the head file, the lock. Ends by itself when its key
 * file is not there any more, which is how another process destroys a vault that is open. Confined to one thread.
 */
final class GuardedVault implements Vault {
    private final SqliteVault rows;
    private final VaultKeys keys;
    private final HeadFile headFile;
    private final VaultLock lock;
    private final Path keyFile;
    private final FileIdentity keyFileAsOpened;
    private boolean gone;
    private boolean closed;

    /** Everything given is this object's from now on. {@code opened}: the key file at whose end the vault is to end. */
    GuardedVault(
            SqliteVault rows, VaultKeys keys, HeadFile headFile, VaultLock lock, Path keyFile, FileIdentity opened) {
        this.rows = rows;
        this.keys = keys;
        this.headFile = headFile;
        this.lock = lock;
        this.keyFile = keyFile;
        this.keyFileAsOpened = opened;
        rows.tellCommits(this::note);
    }

    /** The commit is durable already; a head file that stays behind is no fault, and the next opening mends it. */
    private void note(long commit) {
        try {
            headFile.note(commit);
        } catch (IOException e) {
            // As said above: behind is allowed.
        }
    }

    @Override
    public void requireThere() {
        if (!gone && !closed && !isThere()) {
            gone = true;
            rows.abandon();
            letGo();
        }
        if (gone) {
            throw destroyed();
        }
    }

    static VaultFailure destroyed() {
        return new VaultFailure("this vault was destroyed from elsewhere (waystation clear); its keys are forgotten");
    }

    private boolean isThere() {
        try {
            return FileIdentity.of(keyFile).filter(keyFileAsOpened::equals).isPresent();
        } catch (IOException e) {
            // A directory that cannot be looked into now is no sign that anybody wanted an end.
            return true;
        }
    }

    @Override
    public <T extends @Nullable Object> T transact(Function<VaultTransaction, T> work) {
        requireThere();
        return rows.transact(work);
    }

    @Override
    public void close() {
        if (!gone && !closed) {
            closed = true;
            rows.close();
            letGo();
        }
    }

    private void letGo() {
        keys.destroy();
        try {
            headFile.close();
        } catch (IOException e) {
            // Behind is allowed.
        }
        lock.close();
    }
}
