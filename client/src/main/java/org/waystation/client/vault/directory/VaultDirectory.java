package org.waystation.client.vault.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.waystation.client.vault.Vault;
import org.waystation.client.vault.VaultFailure;
import org.waystation.client.vault.disk.Destruction;
import org.waystation.client.vault.disk.PrivateFiles;
import org.waystation.client.vault.disk.Remains;
import org.waystation.client.vault.disk.TriesFile;
import org.waystation.client.vault.disk.VaultLock;
import org.waystation.client.vault.disk.WrongTries;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.PassphraseKey;
import org.waystation.protocol.crypto.SecretKey32;

/** Where a vault lives; makes, opens and destroys it. Safe for any thread, but see {@link Vault} for what it returns. */
public final class VaultDirectory {
    static final String KEY_FILE = "vault.key";
    static final String ROWS_FILE = "vault.db";
    static final String HEAD_FILE = "vault.head";
    static final String TRIES_FILE = "vault.tries";
    static final String LOCK_FILE = "vault.lock";

    /** Each holds the key, or may. */
    static final List<String> KEYS = List.of(KEY_FILE, KEY_FILE + ".new");

    /** The lock last: whoever holds it looks whether it is still there. */
    private static final List<String> OTHERS = List.of(
            HEAD_FILE,
            HEAD_FILE + ".new",
            TRIES_FILE,
            ROWS_FILE,
            ROWS_FILE + "-wal",
            ROWS_FILE + "-shm",
            ROWS_FILE + "-journal",
            LOCK_FILE);

    private final Path directory;
    private final PassphraseKey.Cost cost;
    private final Clock clock;
    private final Entropy entropy;

    /** {@code cost} is what a new vault gets; an old one brings its own. */
    public VaultDirectory(Path directory, PassphraseKey.Cost cost, Clock clock, Entropy entropy) {
        this.directory = directory;
        this.cost = cost;
        this.clock = clock;
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
            PassphraseKey stretching = PassphraseKey.create(cost, entropy);
            SecretKey32 stretched = passphrase.stretchedBy(stretching);
            SecretKey32 key = SecretKey32.random(entropy);
            // No head is promised yet; a crash from here on leaves a vault that is still being made.
            byte[] wrapped = WrappedKey.wrap(key, stretching, stretched, false, entropy);
            PrivateFiles.replace(directory, KEY_FILE, wrapped);
            return new OpeningSteps(directory, entropy, lock).open(WrappedKey.parse(wrapped), stretched, key);
        });
    }

    /** Destroys the vault, its key first, whoever has it open and whatever its state; needs no passphrase. */
    public Remains destroy() {
        return Destruction.of(
                directory,
                KEYS.stream().map(this::file).toList(),
                OTHERS.stream().map(this::file).toList());
    }

    /** Whether any file of a vault is here. */
    public boolean hasTraces() {
        return KEYS.stream().anyMatch(each -> Files.exists(file(each)))
                || OTHERS.stream().anyMatch(each -> Files.exists(file(each)));
    }

    /** What these files tell somebody without the passphrase. */
    public VaultLook look() {
        try {
            return VaultLook.at(directory);
        } catch (IOException e) {
            throw new VaultFailure("the vault's directory cannot be looked into; may it be read?", e);
        }
    }

    private interface WithLock {
        VaultOpening apply(VaultLock lock) throws IOException;
    }

    private VaultOpening locked(WithLock withLock) {
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
            throw new VaultFailure("the vault's directory cannot be used; may it be written, and is the disk full?", e);
        } finally {
            release(lock, result);
        }
    }

    private static void release(@Nullable VaultLock lock, @Nullable VaultOpening result) {
        if (lock != null && !(result instanceof VaultOpening.Opened)) {
            lock.close();
        }
    }

    private VaultOpening unlock(Passphrase passphrase, VaultLock lock) throws IOException {
        WrappedKey wrapped = WrappedKey.parse(Files.readAllBytes(file(KEY_FILE)));
        TriesFile file = new TriesFile(file(TRIES_FILE));
        Instant now = clock.instant();
        WrongTries before = file.read();
        Duration left = before.left(now);
        if (!left.isZero()) {
            // A clock that was set back counts from now on, or the pause would be as long as the way back.
            file.write(before.seenAt(now));
            return new VaultOpening.CoolingDown(left);
        }
        // Counted before it is looked at: who ends the process meanwhile has had a try.
        WrongTries after = before.oneMore(now);
        file.write(after);
        SecretKey32 stretched = passphrase.stretchedBy(wrapped.stretching());
        Optional<SecretKey32> key = wrapped.unwrap(stretched);
        if (key.isEmpty()) {
            return new VaultOpening.WrongPassphrase(after.left(now));
        }
        file.forget();
        return new OpeningSteps(directory, entropy, lock).open(wrapped, stretched, key.get());
    }

    private Path file(String name) {
        return directory.resolve(name);
    }
}
