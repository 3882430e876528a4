package org.waystation.relay;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.waystation.federation.store.Store;
import org.waystation.federation.store.StoreFailure;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.relay.home.RelayHome;
import org.waystation.relay.store.StoreDirectory;
import org.waystation.relay.store.StoreFigures;

/** Opens the store in a relay's directory, as everything that decides sees it. */
@FunctionalInterface
interface HomeStore {
    HomeStore ON_DISK = (home, entropy) -> {
        StoreDirectory directory = StoreDirectory.open(
                home.storeDirectory(), RelayCore.tables(), home.secrets().storeKey(), entropy);
        return new Opened(directory, directory::copyTo, directory::figures);
    };

    /**
     * Opens or creates it, and brings it to the format of this program. Only for the process that holds the lock.
     *
     * @throws StoreFailure if it cannot be opened, or not with this relay's secret
     */
    Opened open(RelayHome home, Entropy entropy);

    /**
     * A store that was opened.
     *
     * @param copier copies it to another directory while it is in use
     * @param figures how much it holds, if that is known now; any thread
     */
    record Opened(Store rows, Consumer<Path> copier, Supplier<Optional<StoreFigures>> figures) {
        /** Of a store that nobody measures. */
        Opened(Store rows, Consumer<Path> copier) {
            this(rows, copier, Optional::empty);
        }
    }
}
