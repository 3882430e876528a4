package org.waystation.relay.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where processes that open a store and are killed leave RocksDB's library. */
class NativeLibraryIT {
    private static final int KILLED = 137;

    @Test
    void oneFileIsInTheRelaysDirectoryAndNoneInTheTemporaryOne(@TempDir Path root) throws Exception {
        // Given
        Path temporary = Files.createDirectory(root.resolve("temporary"));

        // When
        assertEquals(KILLED, openAndDie(root, temporary));
        assertEquals(KILLED, openAndDie(root, temporary));

        // Then
        assertEquals(1, names(root.resolve("native")).size());
        assertTrue(names(temporary).stream().noneMatch(each -> each.contains("rocksdb")), names(temporary)::toString);
    }

    private static int openAndDie(Path root, Path temporary) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Opener.class.getName(),
                        root.resolve("store").toString())
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.INHERIT)
                .start()
                .waitFor();
    }

    private static List<String> names(Path directory) throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(each -> each.getFileName().toString()).toList();
        }
    }

    /** Opens a store, and ends without a word to anybody. */
    static final class Opener {
        private Opener() {}

        public static void main(String[] args) {
            RocksStore.open(Path.of(args[0]), List.of());
            Runtime.getRuntime().halt(KILLED);
        }
    }
}
