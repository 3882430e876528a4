package org.waystation.relay.turn;

import java.time.Instant;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.fault.FaultCode;

/** Something that happened and changes only memory: takes its turn among the tasks, and is never lost, disk or no disk. */
public record OwnEvent(Runnable action) implements StoreTask {
    @Override
    public void run(Transaction tx, Instant now) {
        tx.afterCommit(action);
    }

    @Override
    public void onFailure(FaultCode code) {
        action.run();
    }
}
