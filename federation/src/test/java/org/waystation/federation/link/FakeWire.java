package org.waystation.federation.link;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.LinkMessage;

/** A connection that only writes down what is sent, and runs what it is given when the test says so. */
final class FakeWire implements LinkSession.Wire {
    private final List<Frame<LinkMessage>> sent = new ArrayList<>();
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean closed;

    @Override
    public void send(Frame<LinkMessage> frame) {
        sent.add(frame);
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public void execute(Runnable action) {
        waiting.add(action);
    }

    void runWaiting() {
        while (!waiting.isEmpty()) {
            waiting.remove().run();
        }
    }

    boolean isClosed() {
        return closed;
    }

    List<Frame<LinkMessage>> sent() {
        return sent;
    }

    List<LinkMessage> messages() {
        return sent.stream().map(Frame::message).toList();
    }
}
