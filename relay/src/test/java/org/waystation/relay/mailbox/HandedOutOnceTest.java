package org.waystation.relay.mailbox;

import org.waystation.federation.store.InMemoryStore;
import org.waystation.federation.store.Store;

/** With the store of tests and simulations. */
class HandedOutOnceTest extends HandedOutOnceContract {
    @Override
    Store open() {
        return new InMemoryStore();
    }
}
