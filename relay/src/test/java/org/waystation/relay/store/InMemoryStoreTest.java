package org.waystation.relay.store;

import org.waystation.federation.store.InMemoryStore;
import org.waystation.federation.store.Store;

/** The store in memory keeps the contract of the store on disk. */
class InMemoryStoreTest extends StoreContract {
    @Override
    Store open() {
        return new InMemoryStore();
    }
}
