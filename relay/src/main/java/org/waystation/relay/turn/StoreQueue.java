package org.waystation.relay.turn;

/** The way to the store's thread. Safe for any thread; never blocks. */
public interface StoreQueue {

    /**
     * Work that somebody outside asked for; refused with BUSY when too much of it is waiting.
     *
     * @return whether it is taken; if not, the task has been told why
     */
    boolean submit(StoreTask task);

    /** Work that the relay owes to itself and that is bounded elsewhere: results in a window, ticks, ends of connections. */
    void submitOwn(StoreTask task);

    /**
     * Has {@code listener} told, on the store's thread and before anything else happens there, when a write has failed and
     * may be on the disk all the same. What memory holds of the rows may then be behind them.
     */
    void whenInDoubt(Runnable listener);
}
