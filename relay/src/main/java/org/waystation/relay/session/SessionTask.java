package org.waystation.relay.session;

import org.waystation.federation.store.Transaction;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.relay.store.StoreTask;

/** A client's question on its way through the store's thread: answered once what was decided is durable. */
abstract class SessionTask implements StoreTask {
    private final ClientSession session;
    private final ClientPort port;
    private final long correlation;

    private final int weight;

    /** @param weight what it counts among the connection's questions that wait */
    SessionTask(ClientSession session, ClientPort port, long correlation, int weight) {
        this.weight = weight;
        this.session = session;
        this.port = port;
        this.correlation = correlation;
    }

    int weight() {
        return weight;
    }

    long correlation() {
        return correlation;
    }

    final void answerAfter(Transaction tx, FromRelay message) {
        tx.afterCommit(() -> finish(message));
    }

    final void refuseAfter(Transaction tx, FaultCode code) {
        answerAfter(tx, FromRelay.Refused.of(code));
    }

    @Override
    public final void onFailure(FaultCode code) {
        finish(FromRelay.Refused.of(code));
    }

    private void finish(FromRelay message) {
        session.pipelined().addAndGet(-weight);
        port.send(new Frame<>(correlation, message));
    }
}
