package org.waystation.relay.session;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.id.MemberKey;
import org.waystation.relay.admission.Members;
import org.waystation.relay.turn.StoreQueue;

/**
 * One connection's questions on their way through the store's thread: few at a time, and each is answered once.
 *
 * <p>Questions come in on the connection's event loop; they are answered from any thread.
 */
final class QuestionQueue {
    /** Questions of one connection that may wait for answers. */
    static final int MAX_WAITING = 512;

    private final StoreQueue store;
    private final Members members;
    private final MemberLines lines;
    private final ClientPort port;
    private final AtomicInteger waiting = new AtomicInteger();
    private boolean reachedStore;
    private volatile @Nullable MemberKey admitted;

    QuestionQueue(SessionDesk desk, ClientPort port) {
        this.store = desk.store();
        this.members = desk.members();
        this.lines = desk.lines();
        this.port = port;
    }

    /** A decision that ends in Done or in a fault, which undoes what it wrote. */
    @FunctionalInterface
    interface Decision {
        Optional<FaultCode> decide(Transaction tx, Instant now);
    }

    void ask(Question question, Decision decision) {
        ask(question, decision, new FromRelay.Done());
    }

    /** @param done what is answered if the decision refuses nothing */
    void askAsMember(Question question, Decision decision, FromRelay.Done done) {
        ask(question, forMembers(question, decision), done);
    }

    void askAsMember(Question question, Decision decision) {
        askAsMember(question, decision, new FromRelay.Done());
    }

    private Decision forMembers(Question question, Decision decision) {
        return (tx, at) -> isFromMember(tx, question) ? decision.decide(tx, at) : Optional.of(FaultCode.NOT_LOGGED_IN);
    }

    /** The store knows this member, who has proved to be there. On the store's thread. */
    void admit(MemberKey member) {
        admitted = member;
        port.proved();
        port.known();
        lines.onAdmitted(member, port);
    }

    /** Whether the asker has been admitted, so that it may cost this relay work. */
    boolean isAdmitted(Question question) {
        return question.asker() != null && question.asker().equals(admitted);
    }

    boolean isFromMember(Transaction tx, Question question) {
        MemberKey asker = question.asker();
        return asker != null && members.isMember(tx, asker);
    }

    private void ask(Question question, Decision decision, FromRelay.Done done) {
        submit(new SessionTask(this, question) {
            @Override
            public void run(Transaction tx, Instant at) {
                tx.mark();
                Optional<FaultCode> refusal = decision.decide(tx, at);
                if (refusal.isPresent()) {
                    tx.undoToMark();
                    refuseAfter(tx, refusal.get());
                } else {
                    answerAfter(tx, done);
                }
            }
        });
    }

    /** For a task that answers with more than Done or a fault. */
    void submit(SessionTask task) {
        if (enter(task.question())) {
            reachedStore |= store.submit(task);
        }
    }

    /** Whether a question may wait, until {@link #leave}; if not, it is refused. */
    boolean enter(Question question) {
        boolean room = waiting.get() + question.weight() <= MAX_WAITING;
        if (room) {
            waiting.addAndGet(question.weight());
        } else {
            refuse(question, FaultCode.RATE_LIMITED);
        }
        return room;
    }

    /** Whether the store's thread may know of this connection. */
    boolean hasReachedStore() {
        return reachedStore;
    }

    /** A question that has entered waits no more. Safe for any thread. */
    void leave(Question question) {
        waiting.addAndGet(-question.weight());
    }

    /** Safe for any thread. */
    void answer(Question question, FromRelay message) {
        port.send(new Frame<>(question.correlation(), message));
    }

    /** Safe for any thread. */
    void refuse(Question question, FaultCode code) {
        port.refuse(question.correlation(), code);
    }
}
