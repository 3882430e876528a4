package org.waystation.federation.outbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.limits.Lane;

/**
 * The relay at the other end as simply as can be: carries out what comes in order, knows repeats, and now and then refuses
 * for a while. A lane in which it has refused something stays refused until that comes again, so that nothing overtakes.
 */
final class ModelPartner {
    private final Random random;
    private final Map<Lane, List<Bytes>> carriedOut = new EnumMap<>(Lane.class);
    private final Map<Lane, Set<Bytes>> refused = new EnumMap<>(Lane.class);
    private final Set<Bytes> known = new HashSet<>();

    ModelPartner(Random random) {
        this.random = random;
    }

    private Set<Bytes> refused(Lane lane) {
        return refused.computeIfAbsent(lane, unused -> new HashSet<>());
    }

    enum Kind {
        ANSWERED,
        TEMPORARY,
        PERMANENT
    }

    record Reply(long correlation, Bytes request, Kind kind) {}

    /** One connection to it: what is on its way in both directions. */
    final class Link implements Carrier {
        private final int window;
        private final Deque<FakeCarrier.Sent> requests = new ArrayDeque<>();
        private final Deque<Reply> replies = new ArrayDeque<>();

        Link(int window) {
            this.window = window;
            refused.clear();
        }

        @Override
        public int window() {
            return window;
        }

        @Override
        public void forward(long correlation, Lane lane, Bytes request) {
            requests.add(new FakeCarrier.Sent(correlation, lane, request));
            if (requests.size() + replies.size() > window) {
                throw new AssertionError("more in flight than the window of " + window);
            }
        }

        boolean hasRequest() {
            return !requests.isEmpty();
        }

        boolean hasReply() {
            return !replies.isEmpty();
        }

        Reply nextReply() {
            return replies.remove();
        }

        void takeRequest(boolean calm) {
            FakeCarrier.Sent sent = requests.remove();
            replies.add(new Reply(sent.correlation(), sent.request(), carryOut(sent, calm)));
        }
    }

    private Kind carryOut(FakeCarrier.Sent sent, boolean calm) {
        Set<Bytes> before = refused(sent.lane());
        if (before.contains(sent.request())) {
            before.clear();
        }
        if (!before.isEmpty() || (!calm && random.nextInt(12) == 0)) {
            before.add(sent.request());
            return Kind.TEMPORARY;
        }
        if (isUndecipherable(sent.request())) {
            return Kind.PERMANENT;
        }
        if (known.add(sent.request())) {
            carriedOut(sent.lane()).add(sent.request());
        }
        return Kind.ANSWERED;
    }

    /** A few requests never open, whoever asks and however often. */
    static boolean isUndecipherable(Bytes request) {
        return request.hashCode() % 10 == 0;
    }

    /** In the order in which they were carried out first. */
    List<Bytes> carriedOut(Lane lane) {
        return carriedOut.computeIfAbsent(lane, unused -> new ArrayList<>());
    }

    boolean hasCarriedOut(Bytes request) {
        return known.contains(request);
    }
}
