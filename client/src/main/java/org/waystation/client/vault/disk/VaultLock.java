package org.waystation.client.vault.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Held by the one process that has a vault open; the operating system lets go of it however that process ends. */
public final class VaultLock implements AutoCloseable {
    private final FileLock lock;

    private VaultLock(FileLock lock) {
        this.lock = lock;
    }

    /** Nothing if another holds it. */
    public static Optional<VaultLock> take(Path file) throws IOException {
        PrivateFiles.makeFile(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(new VaultLock(lock));
            }
        } catch (OverlappingFileLockException e) {
            // Somebody in this very process holds it.
        }
        channel.close();
        return Optional.empty();
    }

    @Override
    public void close() {
        try {
            lock.acquiredBy().close();
        } catch (IOException e) {
            // The process is about to end or to forget the vault; the lock goes with it.
        }
    }
}
