package org.waystation.relay;

import java.util.ArrayList;
import java.util.List;
import org.waystation.federation.link.LinkSession;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.LinkMessage;

/** A link's connection that keeps what is said on it, and runs what it is given when the test says so. */
final class RecordedWire implements LinkSession.Wire {
    final List<LinkMessage> sent = new ArrayList<>();
    private final List<Runnable> waiting = new ArrayList<>();
    boolean closed;

    @Override
    public void send(Frame<LinkMessage> frame) {
        sent.add(frame.message());
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
        List<Runnable> given = List.copyOf(waiting);
        waiting.clear();
        given.forEach(Runnable::run);
    }

    LinkMessage last() {
        return sent.get(sent.size() - 1);
    }
}
