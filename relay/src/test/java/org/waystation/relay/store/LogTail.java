package org.waystation.relay.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The write-ahead logs in a store's directory, and how much of each has been synced: what a power cut may take away is the
 * rest. Table files and manifests are synced by RocksDB before anything relies on them, and are left alone.
 */
final class LogTail {
    private final Path directory;
    private final Map<Path, Long> synced = new HashMap<>();

    LogTail(Path directory) {
        this.directory = directory;
    }

    /** Everything that has been written so far is on the disk. */
    void onSynced() throws IOException {
        for (Path log : logs()) {
            synced.put(log, Files.size(log));
        }
    }

    /** @param kept share of each tail that stays, 0 to 1 */
    void cut(double kept) throws IOException {
        for (Path log : logs()) {
            long durable = synced.getOrDefault(log, 0L);
            long tail = Files.size(log) - durable;
            try (FileChannel file = FileChannel.open(log, StandardOpenOption.WRITE)) {
                file.truncate(durable + (long) (tail * kept));
            }
        }
    }

    private List<Path> logs() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(each -> each.toString().endsWith(".log")).toList();
        }
    }
}
