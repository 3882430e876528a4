package org.waystation.relay;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.waystation.federation.store.Store;
import org.waystation.federation.store.StoreFailure;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.relay.home.RelayHome;
import org.waystation.relay.store.StoreDirectory;

/** Opens the store in a relay's directory, as everything that decides sees it. */
@FunctionalInterface
interface HomeStore {
    HomeStore ON_DISK = (home, entropy) -> {
        StoreDirectory directory = StoreDirectory.open(
                home.storeDirectory(), RelayCore.tables(), home.secrets().storeKey(), entropy);
        return new Opened(directory, directory::copyTo);
    };

    /**
     * Opens or creates it, and brings it to the format of this program. Only for the process that holds the lock.
     *
     * @throws StoreFailure if it cannot be opened, or not with this relay's secret
     */
    Opened open(RelayHome home, Entropy entropy);

    /** A store, and what copies it to another directory while it is in use. */
    record Opened(Store rows, Consumer<Path> copier) {}
}
