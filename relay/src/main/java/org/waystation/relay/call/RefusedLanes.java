package org.waystation.relay.call;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
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

    private final Map<Lane, Refusals> refused = new EnumMap<>(Lane.class);
    private long places;

    private static final class Refusals {
        /** What was refused, and at which place. */
        private final Map<Bytes, Long> digests = new HashMap<>();

        private long first;

        Refusals(long first) {
            this.first = first;
        }

        /** Whether this was refused at an earlier place; the same place may be refused twice, in its turn and by its commit. */
        boolean hasComeAgain(Place place, Bytes digest) {
            return digests.getOrDefault(digest, place.number) < place.number;
        }
    }

    /** Where a request stands among those of its source, in the order in which they came. */
    final class Place {
        private final Lane lane;
        private final long number;

        private Place(Lane lane, long number) {
            this.lane = lane;
            this.number = number;
        }

        /** Whether a request must be refused because one before it was; if so, it counts as refused. */
        boolean mustWait(Bytes digest) {
            return RefusedLanes.this.mustWait(this, digest);
        }

        void onRefused(Bytes digest) {
            RefusedLanes.this.onRefused(this, digest);
        }
    }

    /** The place of a request that has come now. */
    synchronized Place next(Lane lane) {
        return new Place(lane, places++);
    }

    private synchronized boolean mustWait(Place place, Bytes digest) {
        Refusals before = refused.get(place.lane);
        if (before == null || place.number < before.first) {
            return false;
        }
        if (before.digests.containsKey(digest) || before.digests.size() >= MAX_REFUSED) {
            refused.remove(place.lane);
            return false;
        }
        before.digests.put(digest, place.number);
        return true;
    }

    private synchronized void onRefused(Place place, Bytes digest) {
        Refusals before = refused.get(place.lane);
        if (before == null || before.hasComeAgain(place, digest)) {
            // One that comes again says that the source has gone back: what it sends behind it may still not overtake
            // it.
            before = new Refusals(place.number);
            refused.put(place.lane, before);
        }
        before.first = Math.min(before.first, place.number);
        if (before.digests.size() < MAX_REFUSED) {
            before.digests.put(digest, place.number);
        }
    }
}
