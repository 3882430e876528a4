package org.waystation.client.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.waystation.client.vault.disk.Destruction;
import org.waystation.client.vault.disk.FileIdentity;
import org.waystation.client.vault.disk.HeadFile;
import org.waystation.client.vault.disk.PrivateFiles;
import org.waystation.client.vault.disk.VaultLock;
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

    /** Both secrets are destroyed. */
    VaultOpening open(WrappedKey wrapped, SecretKey32 stretched, SecretKey32 key) throws IOException {
        RowSeal seal = new RowSeal(key, entropy);
        HeadSeal headSeal = new HeadSeal(key, entropy);
        boolean opened = false;
        SqliteVault rows = null;
        try {
            boolean promised = wrapped.headPromised();
            if (promised && !Files.exists(rowsFile)) {
                return new VaultOpening.Tampered(Tampering.ROWS_MISSING);
            }
            PrivateFiles.makeFile(rowsFile);
            rows = SqliteVault.open(rowsFile, seal, headSeal, promised);
            HeadFile head = head(promised, rows.commits(), headSeal.headKey());
            if (!promised) {
                promise(wrapped, stretched, key);
            }
            Vault vault = new GuardedVault(rows, seal, headSeal, head, lock, keyFile);
            opened = true;
            return new VaultOpening.Opened(vault);
        } catch (Distrusted e) {
            return e.why();
        } finally {
            stretched.destroy();
            key.destroy();
            if (!opened) {
                close(rows, seal, headSeal);
            }
        }
    }

    private HeadFile head(boolean promised, long commits, SecretKey32 key) throws IOException, Distrusted {
        OptionalLong noted = HeadFile.read(headFile, key);
        if (promised && noted.isEmpty()) {
            throw new Distrusted(Tampering.HEAD_MISSING);
        }
        if (noted.orElse(0) > commits) {
            throw new Distrusted(new VaultOpening.RolledBack());
        }
        if (noted.isEmpty()) {
            HeadFile.create(directory, VaultDirectory.HEAD_FILE, commits, key, entropy);
        }
        HeadFile head = HeadFile.open(headFile, key, entropy);
        if (noted.orElse(commits) < commits) {
            head.note(commits);
        }
        return head;
    }

    /** From now on a vault without a head is no vault of ours. */
    private void promise(WrappedKey wrapped, SecretKey32 stretched, SecretKey32 key) throws IOException {
        byte[] promising = WrappedKey.wrap(key, wrapped.stretching(), stretched, true, entropy);
        PrivateFiles.replace(directory, VaultDirectory.KEY_FILE, promising);
        if (FileIdentity.of(directory.resolve(VaultDirectory.LOCK_FILE)).isEmpty()) {
            // Somebody is destroying this vault, and was through before the key file came back.
            Destruction.of(directory, List.of(keyFile), List.of());
            throw new VaultFailure("this vault was destroyed from elsewhere (waystation clear)");
        }
    }

    private static void close(@Nullable SqliteVault rows, RowSeal seal, HeadSeal headSeal) {
        if (rows != null) {
            rows.close();
        }
        seal.destroy();
        headSeal.destroy();
    }
}
