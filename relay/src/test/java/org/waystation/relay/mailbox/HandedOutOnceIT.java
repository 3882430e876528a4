package org.waystation.relay.mailbox;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.federation.store.Store;
import org.waystation.relay.store.RocksStore;

/** With RocksDB on a disk. */
class HandedOutOnceIT extends HandedOutOnceContract {
    @TempDir
    private Path directory = Path.of("");

    @Override
    Store open() {
        return RocksStore.open(directory.resolve("store"), Mailboxes.tables());
    }
}
