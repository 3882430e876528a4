package org.waystation.relay.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.FromRelay;

/** A client's connection that only writes down what is sent, and whose event loop turns when the test says so. */
public final class FakePort implements ClientPort {
    /** The answer to what asks for nothing in return. */
    static final FromRelay DONE = new FromRelay.Done();

    private final List<Frame<FromRelay>> sent = new ArrayList<>();
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean closed;

    @Override
    public void send(Frame<FromRelay> frame) {
        sent.add(frame);
    }

    @Override
    public void proved() {}

    @Override
    public void known() {}

    @Override
    public void execute(Runnable action) {
        waiting.add(action);
    }

    @Override
    public void close() {
        closed = true;
    }

    public boolean isClosed() {
        return closed;
    }

    /** Whether the event loop had something to do. */
    public boolean turn() {
        Runnable next = waiting.poll();
        if (next != null) {
            next.run();
        }
        return next != null;
    }

    /** The answer to one question. */
    public FromRelay answer(long correlation) {
        List<FromRelay> answers = answers(correlation);
        if (answers.size() != 1) {
            throw new AssertionError(answers.size() + " answers to " + correlation);
        }
        return answers.get(0);
    }

    public List<FromRelay> answers(long correlation) {
        return sent.stream()
                .filter(each -> each.correlation() == correlation)
                .map(Frame::message)
                .toList();
    }

    public List<FromRelay> pushes() {
        return answers(Frame.PUSH);
    }

    /** Pushes of one kind. */
    public <T extends FromRelay> List<T> pushes(Class<T> kind) {
        return pushes().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    public static FromRelay refused(FaultCode code) {
        return FromRelay.Refused.of(code);
    }
}
