package org.waystation.relay.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.RocksDB;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * RocksDB's native library, unpacked into a directory of the relay's, where each start replaces the one file. Left to itself
 * RocksDB unpacks another copy into the temporary directory at each start, and a process that is killed leaves it there.
 */
final class NativeLibrary {
    private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);

    private NativeLibrary() {}

    /**
     * Loads it, from {@code directory} if that can be written and code there may be run, else as RocksDB does by itself. Does
     * nothing if this process has loaded it.
     */
    static void load(Path directory) {
        try {
            Files.createDirectories(directory);
            NativeLibraryLoader.getInstance()
                    .loadLibrary(directory.toAbsolutePath().toString());
        } catch (IOException | RuntimeException | UnsatisfiedLinkError e) {
            LOG.warn(
                    "RocksDB's library goes to the temporary directory, where a copy may stay behind: the relay's own cannot"
                            + " hold it ({})",
                    e.getMessage());
        }
        // Finds it loaded, or loads it.
        RocksDB.loadLibrary();
    }
}
