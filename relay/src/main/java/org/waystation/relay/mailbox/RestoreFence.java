package org.waystation.relay.mailbox;

import java.util.Optional;
import org.waystation.federation.store.Batch;
import org.waystation.federation.store.Store;
import org.waystation.federation.store.StoreFailure;
import org.waystation.federation.store.Table;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.id.Bytes;

/**
 * Keeps a store that was put back from a copy from handing out one-time prekeys again: those that it had handed out after the
 * copy was made are in it. Which is why all of them go. Standing prekeys stay, so whoever asks in the meantime is served, and
 * owners fill the stock up when they next connect.
 */
public final class RestoreFence {
    static final Table TABLE = new Table("epoch");

    private static final byte[] ONLY_KEY = {};

    private RestoreFence() {}

    /**
     * To be called before anything is asked of the store.
     *
     * @param epoch changes when the relay's data may have been put back
     * @return how many one-time prekeys were dropped; that is durable on return
     * @throws StoreFailure if it cannot be made durable; the store must not be used then
     */
    public static int raise(Store store, Bytes epoch) {
        try (Batch batch = store.begin()) {
            Transaction tx = new Transaction(batch);
            Optional<Bytes> known = tx.get(TABLE, ONLY_KEY).map(Bytes::wrap);
            if (known.filter(epoch::equals).isPresent()) {
                return 0;
            }
            int dropped = PrekeyRows.deleteOneTime(tx);
            tx.put(TABLE, ONLY_KEY, epoch.toByteArray());
            tx.commit();
            return dropped;
        }
    }
}
