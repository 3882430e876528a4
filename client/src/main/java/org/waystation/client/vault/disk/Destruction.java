package org.waystation.client.vault.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Destroys files, the keys first: overwritten, synced, removed. Takes no lock, so that nothing can hold it up; who has the
 * files open has to look whether they are still there.
 */
public final class Destruction {
    private static final int MAX_OVERWRITTEN_BYTES = 64 * 1_024;

    private Destruction() {}

    /**
     * Destroys {@code keys}, then removes {@code others} in this order, then the directory if nothing else is in it.
     *
     * A key that could be overwritten but not removed counts as left: what a file system does with an overwritten block
     * cannot be known.
     */
    public static Remains of(Path directory, List<Path> keys, List<Path> others) {
        keys.forEach(Destruction::overwritten);
        List<Path> othersLeft = others.stream().filter(each -> !removed(each)).toList();
        // Whoever was just opening the vault may have written its key file once more. They look, after that,
        // whether the other files are still there.
        List<Path> keysLeft = keys.stream().filter(each -> !overwritten(each)).toList();
        syncAndRemove(directory);
        return new Remains(keysLeft, othersLeft);
    }

    /** Whether nothing is there afterwards. */
    private static boolean overwritten(Path key) {
        try {
            overwrite(key);
        } catch (IOException e) {
            // It may be removable all the same.
        }
        return removed(key);
    }

    private static void overwrite(Path key) throws IOException {
        try (FileChannel channel = FileChannel.open(key, StandardOpenOption.WRITE)) {
            long size = Math.min(channel.size(), MAX_OVERWRITTEN_BYTES);
            PrivateFiles.writeAt(channel, 0, new byte[(int) size]);
            channel.force(true);
        } catch (NoSuchFileException e) {
            // Then there is nothing to overwrite.
        }
    }

    private static boolean removed(Path file) {
        try {
            Files.deleteIfExists(file);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void syncAndRemove(Path directory) {
        try {
            PrivateFiles.syncDirectory(directory);
            Files.deleteIfExists(directory);
        } catch (DirectoryNotEmptyException e) {
            // Other files are not ours to remove.
        } catch (IOException e) {
            // The files are gone; whether their directory is does not matter.
        }
    }
}
