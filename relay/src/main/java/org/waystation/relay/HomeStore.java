package org.waystation.relay;

import java.util.ArrayList;
import java.util.List;
import org.waystation.federation.store.Store;
import org.waystation.federation.store.StoreFailure;
import org.waystation.federation.store.Table;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.relay.home.RelayHome;
import org.waystation.relay.store.RocksStore;
import org.waystation.relay.store.StoreFormat;

/** The store in a relay's directory, as everything that decides sees it. */
final class HomeStore {
    private HomeStore() {}

    /**
     * Opens or creates it, and brings it to the format of this program. Only for the process that holds the lock.
     *
     * @throws StoreFailure if it cannot be opened, or not with this relay's secret
     */
    static Store open(RelayHome home, Entropy entropy) {
        List<Table> tables = new ArrayList<>(RelayCore.tables());
        tables.addAll(StoreFormat.tables());
        RocksStore disk = RocksStore.open(home.storeDirectory(), tables);
        try {
            return StoreFormat.open(disk, home.secrets().storeKey(), entropy, disk::rewrite);
        } catch (RuntimeException failure) {
            disk.close();
            throw failure;
        }
    }
}
