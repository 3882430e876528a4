package org.waystation.federation.store;

/** An ordered, durable store. One transaction at a time, from one thread. */
public interface Store extends AutoCloseable {

    /**
     * Starts a transaction; the one before it must be finished.
     *
     * @throws StoreFailure if the store is not usable now
     */
    Batch begin();

    @Override
    void close();
}
