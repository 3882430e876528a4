package org.waystation.relay.ping;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.waystation.federation.link.LinkSession;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.LinkMessage;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.RelayId;
import org.waystation.relay.CoreRig;
import org.waystation.relay.LinkDesk;

/** The other end of a relay's link, played by the test: it answers what comes as it is told to. */
final class PlayedPartner {
    private final CoreRig relay;
    private final LinkSession session;
    private final List<Long> unanswered = new ArrayList<>();
    private final Deque<Runnable> loop = new ArrayDeque<>();

    /** A link that is ready. {@code secondsAhead}: the partner's clock less ours. */
    PlayedPartner(CoreRig relay, RelayId partner, long secondsAhead) {
        this.relay = relay;
        RelayId self = relay.card().card().relay();
        session = new LinkSession(
                hello(self, 0), partner, true, new Wire(), relay.core().links().newListener(), relay.now());
        session.start();
        hear(Frame.push(hello(partner, secondsAhead)));
    }

    private LinkMessage.Hello hello(RelayId who, long secondsAhead) {
        Bytes instance = Bytes.wrap(new byte[LinkMessage.Hello.INSTANCE_BYTES]);
        long time = relay.now().getEpochSecond() + secondsAhead;
        return new LinkMessage.Hello(1, 1, who, instance, LinkDesk.WINDOW, time, 1);
    }

    int unanswered() {
        return unanswered.size();
    }

    /** Answers the oldest request. */
    void answer(LinkMessage result) {
        hear(new Frame<>(unanswered.remove(0), result));
    }

    void hangUp() {
        session.onClosed();
        relay.settle();
    }

    private void hear(Frame<LinkMessage> frame) {
        session.onFrame(frame, relay.now());
        relay.settle();
        while (!loop.isEmpty()) {
            loop.remove().run();
        }
        relay.settle();
    }

    private final class Wire implements LinkSession.Wire {
        @Override
        public void send(Frame<LinkMessage> frame) {
            if (frame.message() instanceof LinkMessage.Forward) {
                unanswered.add(frame.correlation());
            }
        }

        @Override
        public void close() {}

        @Override
        public void execute(Runnable action) {
            loop.add(action);
        }
    }
}
