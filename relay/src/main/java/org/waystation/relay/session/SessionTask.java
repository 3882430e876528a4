package org.waystation.relay.session;

import org.waystation.federation.store.Transaction;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.relay.turn.StoreTask;

/** A client's question on its way through the store's thread: answered once what was decided is durable. */
abstract class SessionTask implements StoreTask {
    private final QuestionQueue queue;
    private final Question question;

    SessionTask(QuestionQueue queue, Question question) {
        this.queue = queue;
        this.question = question;
    }

    final Question question() {
        return question;
    }

    @Override
    public final int heldBytes() {
        return question.bytes();
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
        queue.leave(question);
        queue.answer(question, message);
    }
}
