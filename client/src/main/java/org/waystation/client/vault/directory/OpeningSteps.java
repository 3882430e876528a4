package org.waystation.client.vault.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.waystation.client.vault.Vault;
import org.waystation.client.vault.VaultFailure;
import org.waystation.client.vault.disk.Destruction;
import org.waystation.client.vault.disk.FileIdentity;
import org.waystation.client.vault.disk.HeadFile;
import org.waystation.client.vault.disk.PrivateFiles;
import org.waystation.client.vault.disk.VaultLock;
import org.waystation.client.vault.sqlite.Distrusted;
import org.waystation.client.vault.sqlite.SqliteVault;
import org.waystation.client.vault.sqlite.Tampering;
import org.waystation.client.vault.sqlite.VaultKeys;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SecretKey32;

/**
 * What happens between the right passphrase and an open vault:
 *
 * <pre>
 * rows agree with their head ──> head file is not ahead of them ──> key file promises the head ──> open
 *   (made if not promised)         (made, or brought up)              (written if it did not)
 * </pre>
 *
 * Each arrow changes one file, and a crash at any of them leaves what the next opening goes on from. Used once.
 */
final class OpeningSteps {
    private final Path directory;
    private final Path keyFile;
    private final Path rowsFile;
    private final Path headFile;
    private final Entropy entropy;
    private final VaultLock lock;

    OpeningSteps(Path directory, Entropy entropy, VaultLock lock) {
        this.directory = directory;
        this.keyFile = directory.resolve(VaultDirectory.KEY_FILE);
        this.rowsFile = directory.resolve(VaultDirectory.ROWS_FILE);
        this.headFile = directory.resolve(VaultDirectory.HEAD_FILE);
        this.entropy = entropy;
        this.lock = lock;
    }

    /**
     * Both secrets are destroyed.
     *
     * @throws VaultFailure if the vault was destroyed from elsewhere meanwhile
     */
    VaultOpening open(WrappedKey wrapped, SecretKey32 stretched, SecretKey32 key) throws IOException {
        VaultKeys keys = VaultKeys.of(key);
        boolean opened = false;
        SqliteVault rows = null;
        HeadFile head = null;
        try {
            boolean promised = wrapped.headPromised();
            if (promised && !Files.exists(rowsFile)) {
                return new VaultOpening.Tampered(Tampering.ROWS_MISSING);
            }
            PrivateFiles.makeFile(rowsFile);
            rows = SqliteVault.open(rowsFile, keys, entropy, promised);
            long noted = noted(promised, rows.commits(), keys.head());
            if (noted > rows.commits()) {
                return new VaultOpening.RolledBack();
            }
            head = HeadFile.open(headFile, keys.head(), entropy);
            if (noted < rows.commits()) {
                head.note(rows.commits());
            }
            if (!promised) {
                promise(wrapped, stretched, key);
            }
            // Taken last, so that a vault that is cleared at any moment is either not opened or ends by itself.
            FileIdentity keyThere = FileIdentity.of(keyFile).orElseThrow(GuardedVault::destroyed);
            Vault vault = new GuardedVault(rows, keys, head, lock, keyFile, keyThere);
            opened = true;
            return new VaultOpening.Opened(vault);
        } catch (Distrusted e) {
            return new VaultOpening.Tampered(e.why());
        } finally {
            stretched.destroy();
            key.destroy();
            if (!opened) {
                close(rows, head);
                keys.destroy();
            }
        }
    }

    /** The commit that the head file tells of, which is there after this. */
    private long noted(boolean promised, long commits, SecretKey32 key) throws IOException, Distrusted {
        OptionalLong noted = HeadFile.read(headFile, key);
        if (promised && noted.isEmpty()) {
            throw new Distrusted(Tampering.HEAD_MISSING);
        }
        if (noted.isEmpty()) {
            HeadFile.create(directory, VaultDirectory.HEAD_FILE, commits, key, entropy);
        }
        return noted.orElse(commits);
    }

    /** From now on a vault without a head is no vault of ours. */
    private void promise(WrappedKey wrapped, SecretKey32 stretched, SecretKey32 key) throws IOException {
        byte[] promising = WrappedKey.wrap(key, wrapped.stretching(), stretched, true, entropy);
        PrivateFiles.replace(directory, VaultDirectory.KEY_FILE, promising);
        if (FileIdentity.of(directory.resolve(VaultDirectory.LOCK_FILE)).isEmpty()) {
            // Somebody is destroying this vault, and was through before the key file came back.
            Destruction.of(directory, List.of(keyFile), List.of());
            throw GuardedVault.destroyed();
        }
    }

    private static void close(@Nullable SqliteVault rows, @Nullable HeadFile head) {
        if (rows != null) {
            rows.close();
        }
        try (head) {
            // Nothing is left to be done to it.
        } catch (IOException e) {
            // A head file that stays behind is no fault.
        }
    }
}
