package org.waystation.relay.call;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.limits.Lane;

/**
 * What one source has been told to try again, so that nothing of the same lane overtakes it: what was sent behind it is
 * refused too, until something comes again that was refused before. Then the source has gone back, and sends in order.
 *
 * <p>Safe for any thread.
 */
final class RefusedLanes {
    /** A source that was refused so often and does not go back does not care for its order. */
    static final int MAX_REFUSED = 1_024;

    private final Map<Lane, Set<Bytes>> refused = new EnumMap<>(Lane.class);

    /** Whether a request must be refused because one before it was; if so, it counts as refused. */
    synchronized boolean mustWait(Lane lane, Bytes digest) {
        Set<Bytes> before = refused.get(lane);
        if (before == null) {
            return false;
        }
        if (before.contains(digest) || before.size() >= MAX_REFUSED) {
            refused.remove(lane);
            return false;
        }
        before.add(digest);
        return true;
    }

    synchronized void onRefused(Lane lane, Bytes digest) {
        Set<Bytes> before = refused.computeIfAbsent(lane, unused -> new HashSet<>());
        if (before.size() < MAX_REFUSED) {
            before.add(digest);
        }
    }
}
