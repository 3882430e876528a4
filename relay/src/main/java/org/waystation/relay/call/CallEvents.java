package org.waystation.relay.call;

/** What the relay counts of sealed requests; never whose. Called on any thread. */
public interface CallEvents {
    void onStored();

    void onDuplicate();

    void onRefused();

    void onUndecipherable();

    /** @param byTicket without the work of decapsulating */
    void onOpened(boolean byTicket);
}
