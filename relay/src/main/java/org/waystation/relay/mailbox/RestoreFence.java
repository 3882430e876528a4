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
    /** Says which epoch the one-time prekeys are of. A store in which it is empty counts as put back from a copy. */
    public static final Table TABLE = new Table("epoch");

    /** So many are dropped in one transaction, however many there are. */
    static final int AT_ONCE = 512;

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
        int dropped = 0;
        Optional<Bytes> rest = Optional.of(PrekeyRows.FIRST);
        while (rest.isPresent()) {
            PrekeyRows.Slice slice = drop(store, rest.get(), epoch);
            dropped += slice.deleted();
            rest = slice.rest();
        }
        return dropped;
    }

    /** In a transaction of its own. The epoch is in the last one: a start that breaks off before that begins again. */
    private static PrekeyRows.Slice drop(Store store, Bytes from, Bytes epoch) {
        try (Batch batch = store.begin()) {
            Transaction tx = new Transaction(batch);
            Optional<Bytes> known = tx.get(TABLE, ONLY_KEY).map(Bytes::wrap);
            if (known.filter(epoch::equals).isPresent()) {
                return new PrekeyRows.Slice(0, Optional.empty());
            }
            PrekeyRows.Slice slice = PrekeyRows.deleteOneTime(tx, from, AT_ONCE);
            if (slice.rest().isEmpty()) {
                tx.put(TABLE, ONLY_KEY, epoch.toByteArray());
            }
            tx.commit();
            return slice;
        }
    }
}
