package org.waystation.relay;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops the relay from taking anything new before its disk is full. Any thread may ask; one refreshes. */
final class DiskGuard {
    private static final Logger LOG = LoggerFactory.getLogger(DiskGuard.class);

    private final FileStore disk;
    private final long minFreeBytes;
    private volatile boolean low;

    DiskGuard(Path directory, long minFreeBytes) throws IOException {
        this.disk = Files.getFileStore(directory);
        this.minFreeBytes = minFreeBytes;
        refresh();
    }

    boolean isLow() {
        return low;
    }

    /** To be called about every second, by one thread. */
    final void refresh() {
        boolean before = low;
        try {
            low = disk.getUsableSpace() < minFreeBytes;
        } catch (IOException unknown) {
            low = true;
        }
        if (low && !before) {
            LOG.error("the disk is nearly full: the relay takes nothing new until there is room again");
        } else if (!low && before) {
            LOG.info("the disk has room again");
        }
    }
}
