package org.waystation.client.vault.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Files and directories that only their owner may read, where the file system knows of owners. */
public final class PrivateFiles {
    private static final Set<PosixFilePermission> FILE =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final Set<PosixFilePermission> DIRECTORY = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private PrivateFiles() {}

    /**
     * Makes the directory and its parents, or takes away what others may do in it. From then on the names of new ones are on the
     * disk.
     */
    public static void makeDirectory(Path directory) throws IOException {
        List<Path> above = new ArrayList<>();
        for (Path each = directory.toAbsolutePath(); each != null && !Files.exists(each); each = each.getParent()) {
            above.add(each.resolveSibling(""));
        }
        Files.createDirectories(directory, attributes(directory, DIRECTORY));
        for (Path each : above) {
            syncDirectory(each);
        }
        if (knowsOwners(directory)) {
            Files.setPosixFilePermissions(directory, DIRECTORY);
        }
    }

    /** Makes an empty file unless it is there. */
    public static void makeFile(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, attributes(file, FILE));
        }
    }

    /** Writes a whole file so that after a crash there is either the old one or the new one. */
    public static void replace(Path directory, String name, byte[] content) throws IOException {
        Path fresh = directory.resolve(name + ".new");
        Files.deleteIfExists(fresh);
        makeFile(fresh);
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            writeAt(channel, 0, content);
            channel.force(true);
        }
        Files.move(fresh, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        syncDirectory(directory);
    }

    /** Writes all of it. */
    static void writeAt(FileChannel channel, long position, byte[] content) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(content);
        while (left.hasRemaining()) {
            channel.write(left, position + left.position());
        }
    }

    /** Makes what was added, renamed and removed in a directory survive a crash. */
    static void syncDirectory(Path directory) throws IOException {
        if (!knowsOwners(directory)) {
            return; // Windows neither allows nor needs it.
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    private static boolean knowsOwners(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
