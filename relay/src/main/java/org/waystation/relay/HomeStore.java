package org.waystation.relay;

import org.waystation.federation.store.StoreFailure;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.relay.home.RelayHome;
import org.waystation.relay.store.StoreDirectory;

/** Opens the store in a relay's directory, as everything that decides sees it. */
@FunctionalInterface
interface HomeStore {
    HomeStore ON_DISK = (home, entropy) -> StoreDirectory.open(
            home.storeDirectory(), RelayCore.tables(), home.secrets().storeKey(), entropy);

    /**
     * Opens or creates it, and brings it to the format of this program. Only for the process that holds the lock.
     *
     * @throws StoreFailure if it cannot be opened, or not with this relay's secret
     */
    StoreDirectory open(RelayHome home, Entropy entropy);
}
