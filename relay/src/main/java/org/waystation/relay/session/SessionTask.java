package org.waystation.relay.session;

import org.waystation.federation.store.Transaction;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.relay.turn.StoreTask;

/** A client's question on its way through the store's thread: answered once what was decided is durable. */
abstract class SessionTask implements StoreTask {
    private final QuestionQueue queue;
    private final Question question;
    private final int weight;

    /** @param weight what it counts among the connection's questions that wait */
    SessionTask(QuestionQueue queue, Question question, int weight) {
        this.queue = queue;
        this.question = question;
        this.weight = weight;
    }

    final int weight() {
        return weight;
    }

    final Question question() {
        return question;
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
        queue.leave(weight);
        queue.answer(question, message);
    }
}
