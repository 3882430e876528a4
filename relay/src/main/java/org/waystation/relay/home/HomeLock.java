package org.waystation.relay.home;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.waystation.relay.files.PrivateFiles;

/** Keeps a second relay process out of a directory; the system lets go of it when the process ends, however it ends. */
public final class HomeLock implements AutoCloseable {
    private static final int AWAIT_ATTEMPTS = 250;
    private static final long AWAIT_PAUSE_MILLIS = 20;

    private final FileChannel channel;

    private HomeLock(FileChannel channel) {
        this.channel = channel;
    }

    static HomeLock take(Path file) throws HomeTrouble {
        return tryTake(file)
                .orElseThrow(() -> new HomeTrouble(
                        "another relay process uses this directory; stop it first, or name another with --dir"));
    }

    /** Empty if another process has it. */
    static Optional<HomeLock> tryTake(Path file) throws HomeTrouble {
        try {
            PrivateFiles.create(file);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(new HomeLock(channel));
        } catch (IOException e) {
            throw new HomeTrouble(
                    "cannot lock the relay's directory (" + e.getMessage()
                            + "); look whether its disk is mounted writable and"
                            + " the files belong to the relay's user, and try again",
                    e);
        }
    }

    /** Waits for what takes another process a moment. */
    static HomeLock await(Path file) throws HomeTrouble {
        for (int attempt = 0; attempt < AWAIT_ATTEMPTS; attempt++) {
            Optional<HomeLock> lock = tryTake(file);
            if (lock.isPresent()) {
                return lock.get();
            }
            try {
                Thread.sleep(AWAIT_PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        throw new HomeTrouble("another command is at work in this directory; try again");
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The lock is gone with the process at the latest.
        }
    }
}
