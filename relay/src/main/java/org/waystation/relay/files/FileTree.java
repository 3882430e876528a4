package org.waystation.relay.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Directories with all that is in them. Follows no links. */
public final class FileTree {
    private FileTree() {}

    /** Does nothing if there is none. */
    public static void delete(Path tree) throws IOException {
        try {
            Files.walkFileTree(tree, new Deletion());
        } catch (NoSuchFileException gone) {
            // As it should be.
        }
    }

    /** Moves a tree; to another disk it is copied, and all of it synced. */
    public static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException otherDisk) {
            copy(from, to);
            delete(from);
        }
    }

    public static void copy(Path from, Path to) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(from)) {
            all = walk.toList();
        }
        for (Path each : all) {
            Path place = to.resolve(from.relativize(each).toString());
            Files.copy(each, place);
            if (Files.isRegularFile(place)) {
                sync(place);
            }
        }
        for (Path each : all) {
            if (Files.isDirectory(each)) {
                PrivateFiles.syncDirectory(to.resolve(from.relativize(each).toString()));
            }
        }
    }

    private static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
