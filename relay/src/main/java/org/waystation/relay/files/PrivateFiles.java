package org.waystation.relay.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** Files that only the relay's user can read, replaced as a whole or not at all. */
public final class PrivateFiles {
    private PrivateFiles() {}

    /** Makes a directory, with those above it, unless it is there. From then on the names of new ones are on the disk. */
    public static void createDirectory(Path directory) throws IOException {
        List<Path> above = new ArrayList<>();
        for (Path each = directory.toAbsolutePath(); each != null && !Files.exists(each); each = each.getParent()) {
            above.add(each.resolveSibling(""));
        }
        Files.createDirectories(directory);
        restrict(directory, "rwx------");
        for (Path each : above) {
            syncDirectory(each);
        }
    }

    /** Makes an empty file, if there is none. */
    public static void create(Path file) throws IOException {
        try {
            Files.createFile(file);
            restrict(file, "rw-------");
        } catch (FileAlreadyExistsException there) {
            // It is what is wanted.
        }
    }

    /** Writes beside the file, syncs, and renames: a crash leaves the old content or the new. */
    public static void replace(Path file, byte[] content) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh);
        restrict(fresh, "rw-------");
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            syncDirectory(directory);
        }
    }

    /**
     * As {@link #replace}, and then overwrites what stood there before. A drive that moves what it overwrites, or a file system
     * that copies, keeps the old content somewhere all the same.
     */
    public static void replaceAndWipe(Path file, byte[] content) throws IOException {
        try (FileChannel before = FileChannel.open(file, StandardOpenOption.WRITE)) {
            replace(file, content);
            before.write(ByteBuffer.allocate(Math.toIntExact(before.size())), 0);
            before.force(true);
        }
    }

    /** Changes whenever a file may have; 0 where there is none. */
    public static long stamp(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException none) {
            return 0;
        }
    }

    /** The text in UTF-8. */
    public static void replace(Path file, String content) throws IOException {
        replace(file, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Makes the names in a directory durable. */
    public static void syncDirectory(Path directory) throws IOException {
        if (!hasPosix(directory)) {
            return; // Windows neither allows nor needs it.
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static boolean hasPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static void restrict(Path path, String permissions) throws IOException {
        if (hasPosix(path)) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }
}
