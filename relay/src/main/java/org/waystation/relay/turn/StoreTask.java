package org.waystation.relay.turn;

import java.time.Instant;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.fault.FaultCode;

/** A piece of work for the store's thread. Both methods run there; a task that is not even taken
 * (BUSY, SHUTTING_DOWN, a dead thread) is told so on the thread that submitted it. */
public interface StoreTask {

    /** Decides and writes. May run only once; what it wants done afterwards goes through the transaction. */
    void run(Transaction tx, Instant now);

    /** Bytes of content from outside that it holds while it waits; what is small need not be counted. */
    default int heldBytes() {
        return 0;
    }

    /** Nothing of what it wrote is there: the inbox was full, the disk failed, or the task threw. */
    void onFailure(FaultCode code);
}
