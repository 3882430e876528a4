package org.waystation.ops.simulation.outage;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.waystation.ops.simulation.relays.RelayNode;
import org.waystation.ops.simulation.relays.Wire;
import org.waystation.ops.simulation.relays.Witness;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.FrameCodec;
import org.waystation.protocol.frame.LinkMessage;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.RelayId;

/**
 * Counts requests on links: those that one relay has sent to a partner and that are not answered, and those that it has been
 * sent and has not answered.
 */
final class LinkGauge implements Witness {
    private static final FrameCodec<LinkMessage> CODEC = FrameCodec.link();

    private final String watched;
    private final Map<RelayId, Integer> unanswered = new HashMap<>();
    private final Map<RelayId, Integer> owed = new HashMap<>();
    private final Set<Bytes> requests = new HashSet<>();
    private int peakOfOne;
    private int peakOfAll;
    private int peakOwed;
    private long forwards;
    private long answered;
    private long putOff;

    /** @param watched name of the relay whose links are gauged, at its own end */
    LinkGauge(String watched) {
        this.watched = watched;
    }

    @Override
    public void onSentOnLink(RelayNode relay, RelayId partner, byte[] bytes) {
        if (!relay.name().equals(watched)) {
            return;
        }
        LinkMessage message = decode(bytes).message();
        if (message instanceof LinkMessage.Hello) {
            unanswered.remove(partner);
            owed.remove(partner);
        } else if (message instanceof LinkMessage.Forward forward) {
            count(forward);
            peakOfOne = Math.max(peakOfOne, unanswered.merge(partner, 1, Integer::sum));
            peakOfAll = Math.max(peakOfAll, sum(unanswered));
        } else if (isResult(message)) {
            owed.merge(partner, -1, Integer::sum);
            countResult(message);
        }
    }

    @Override
    public void onLinkFrame(RelayNode relay, RelayId partner, byte[] bytes, LinkMessage message) {
        if (!relay.name().equals(watched)) {
            return;
        }
        if (message instanceof LinkMessage.Forward forward) {
            count(forward);
            owed.merge(partner, 1, Integer::sum);
            peakOwed = Math.max(peakOwed, sum(owed));
        } else if (isResult(message)) {
            unanswered.merge(partner, -1, Integer::sum);
            countResult(message);
        }
    }

    private void count(LinkMessage.Forward forward) {
        forwards++;
        requests.add(forward.request());
    }

    private void countResult(LinkMessage message) {
        answered += message instanceof LinkMessage.Answered ? 1 : 0;
        putOff += message instanceof LinkMessage.Temporary ? 1 : 0;
    }

    private static boolean isResult(LinkMessage message) {
        return message instanceof LinkMessage.Answered
                || message instanceof LinkMessage.Temporary
                || message instanceof LinkMessage.Permanent;
    }

    private static int sum(Map<RelayId, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static Frame<LinkMessage> decode(byte[] bytes) {
        try {
            return Wire.decode(CODEC, bytes);
        } catch (ProtocolViolation ours) {
            throw new IllegalStateException("a relay has sent what it could not read", ours);
        }
    }

    /** The most that were sent to one partner and not answered. */
    int peakOfOne() {
        return peakOfOne;
    }

    /** The same, to all partners together. */
    int peakOfAll() {
        return peakOfAll;
    }

    /** The most that all partners together had sent, and had no answer to. */
    int peakOwed() {
        return peakOwed;
    }

    /** Requests that crossed a link more than once. */
    long again() {
        return forwards - requests.size();
    }

    /** Answers of a relay that had decided. */
    long answered() {
        return answered;
    }

    /** Answers that asked to try again later. */
    long putOff() {
        return putOff;
    }
}
