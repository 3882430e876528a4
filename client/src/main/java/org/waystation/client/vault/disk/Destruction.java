package org.waystation.client.vault.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
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
     * @return what could not be destroyed or removed
     */
    public static List<Path> of(Path directory, List<Path> keys, List<Path> others) {
        keys.forEach(Destruction::overwritten);
        List<Path> left = new ArrayList<>();
        others.forEach(each -> removeOr(each, left));
        // Whoever was just opening the vault may have written its key file once more. They look, after that,
        // whether the other files are still there.
        keys.forEach(each -> destroyOr(each, left));
        syncAndRemove(directory);
        return List.copyOf(left);
    }

    private static void destroyOr(Path key, List<Path> left) {
        if (!overwritten(key)) {
            left.add(key);
        }
    }

    /** Whether nothing is there afterwards. */
    private static boolean overwritten(Path key) {
        try {
            overwrite(key);
        } catch (IOException e) {
            // It may be removable all the same.
        }
        try {
            Files.deleteIfExists(key);
            return true;
        } catch (IOException e) {
            return false;
        }
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

    private static void removeOr(Path file, List<Path> left) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            left.add(file);
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
