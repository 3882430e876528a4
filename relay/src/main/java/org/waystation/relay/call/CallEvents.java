package org.waystation.relay.call;

import org.waystation.protocol.fault.FaultCode;

/** What the relay counts of sealed requests; never whose. Called on any thread. */
public interface CallEvents {
    void onStored();

    void onDuplicate();

    void onRefused();

    void onUndecipherable();

    /** A partner's request is to come again later. */
    void onPutOff(FaultCode why);

    /** @param byTicket without the work of decapsulating */
    void onOpened(boolean byTicket);
}
