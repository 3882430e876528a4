package org.waystation.relay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.waystation.federation.store.StoreFailure;
import org.waystation.relay.files.FileTree;
import org.waystation.relay.home.HomeCopy;
import org.waystation.relay.home.HomeLock;
import org.waystation.relay.home.HomeTrouble;
import org.waystation.relay.mailbox.RestoreFence;
import org.waystation.relay.store.StoreDirectory;

/**
 * Copies a relay's directory, whether the relay runs or not, so that the copy can be started in its place. Everything that was
 * acknowledged before is in it. When it is started, it counts as put back from a copy: it hands out none of the one-time
 * prekeys in it. Needs none of the relay's keys.
 */
public final class RelayCopy {
    private RelayCopy() {}

    /** A relay that runs in this process or another one. */
    @FunctionalInterface
    public interface Running {
        /** Has it do {@link RelayServer#checkpoint}. */
        void checkpoint() throws IOException;
    }

    /**
     * Makes a copy; only a call that returns has made a whole one.
     *
     * @param data directory of the relay
     * @param copy made if it is not there; without any of the relay's files in it
     * @param running asked if the relay runs
     * @throws HomeTrouble if there is no relay, or another copy is being made
     * @throws StoreFailure if the store cannot be read or the copy not be written
     */
    public static void make(Path data, Path copy, Running running) throws HomeTrouble, IOException {
        HomeCopy home = HomeCopy.of(data);
        HomeLock turn = home.takeTurn();
        try {
            Optional<HomeLock> stopped = home.keepStopped();
            try {
                Files.createDirectories(copy);
                if (Files.exists(home.store())) {
                    copyStore(home, copy, stopped.isPresent() ? RelayCopy::checkpoint : unused -> running.checkpoint());
                }
                // After the store: what waits for a partner is not there before the partner is.
                home.copyFiles(copy);
            } finally {
                stopped.ifPresent(HomeLock::close);
            }
        } finally {
            turn.close();
        }
    }

    private interface Checkpoint {
        void make(HomeCopy home) throws IOException;
    }

    private static void copyStore(HomeCopy home, Path copy, Checkpoint checkpoint) throws IOException {
        try {
            checkpoint.make(home);
            FileTree.move(home.checkpoint(), home.storeIn(copy));
        } finally {
            FileTree.delete(home.checkpoint());
        }
        // Also shows that the copy opens.
        StoreDirectory.detach(home.storeIn(copy), RestoreFence.TABLE, home.library());
    }

    private static void checkpoint(HomeCopy home) throws IOException {
        FileTree.delete(home.checkpoint());
        StoreDirectory.copy(home.store(), home.checkpoint(), home.library());
    }
}
