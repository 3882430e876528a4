package org.waystation.ops.metrics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** How much a directory takes, and how much is left beside it. */
public final class DiskSize {
    private DiskSize() {}

    /** Bytes of the files in it; 0 while it changes too fast to be read. */
    public static long of(Path directory) {
        try (Stream<Path> walk = Files.walk(directory)) {
            return walk.mapToLong(DiskSize::ofFile).sum();
        } catch (IOException | UncheckedIOException changedMeanwhile) {
            return 0;
        }
    }

    /** Bytes that can still be written on its disk; 0 if unknown. */
    public static long freeAt(Path directory) {
        try {
            return Files.getFileStore(directory).getUsableSpace();
        } catch (IOException unknown) {
            return 0;
        }
    }

    private static long ofFile(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (IOException gone) {
            return 0;
        }
    }
}
