package org.waystation.ops.faults;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A file system of its own for a relay's store, so small that it can be filled: a tmpfs in a mount namespace of the relay's
 * process alone, which takes no privileges where the system lets users make namespaces.
 */
final class SmallDisk {
    private static final int MEGABYTES = 192;
    private static final long ANSWER_SECONDS = 10;
    private static final int BLOCK_BYTES = 1 << 16;

    private SmallDisk() {}

    /** Whether this machine lets us make one. */
    static boolean isPossible() {
        try {
            Process trial = new ProcessBuilder("unshare", "-rm", "sh", "-c", "mount -t tmpfs none /tmp")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return trial.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS) && trial.exitValue() == 0;
        } catch (IOException noSuchCommand) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A launcher that does what {@code launcher} does, with such a disk at {@code store}. */
    static Path launcher(Path launcher, Path store, Path script) throws IOException {
        Files.writeString(script, """
                #!/bin/sh
                mkdir -p '%2$s'
                exec unshare -rm sh -c 'mount -t tmpfs -o size=%3$dm none "$0" && exec "$@"' '%2$s' '%1$s' "$@"
                """.formatted(launcher, store, MEGABYTES));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return script;
    }

    /** What the process sees as this file. */
    static Path seenBy(long pid, Path file) {
        return Path.of("/proc/" + pid + "/root" + file);
    }

    /**
     * Takes all the room there is, and that which the store has set aside for its logs and not used yet. Only while nobody
     * writes to the store.
     */
    static void fill(Path store, Path ballast) throws IOException {
        try (Stream<Path> files = Files.list(store)) {
            for (Path each :
                    files.filter(file -> file.toString().endsWith(".log")).toList()) {
                giveBackWhatIsBehindTheEnd(each);
            }
        }
        byte[] block = new byte[BLOCK_BYTES];
        try (OutputStream out = Files.newOutputStream(ballast, CREATE, APPEND)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            // As wanted.
        }
    }

    private static void giveBackWhatIsBehindTheEnd(Path file) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(open.length());
        }
    }
}
