package org.waystation.client.vault.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells a file from another one that took its name.
 *
 * @param key of the file system; null where it has none
 */
public record FileIdentity(@Nullable Object key, FileTime lastChanged, long size) {
    /** Nothing if there is no such file. */
    public static Optional<FileIdentity> of(Path file) throws IOException {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new FileIdentity(found.fileKey(), found.lastModifiedTime(), found.size()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
