package org.waystation.federation.outbox;

import java.util.HashMap;
import java.util.Map;
import org.waystation.federation.outbox.OutboxRows.Head;
import org.waystation.protocol.id.MemberKey;
import org.waystation.protocol.limits.Lane;

/**
 * How much each member has added to one queue since it became crowded, that is more than half full: a member that has already
 * added as much as a {@link #PART}th of what is left has to wait. Whoever has added nothing always gets in while there is
 * room at all, and however many members add as much as they can, they leave room: with {@code k} of them it is
 * {@code PART / (PART + k)} of a half.
 *
 * <p>Memory only, and no longer than the queue is crowded: no row says who submitted. What leaves the queue is taken off all members alike,
 * since nobody remembers whose it was. A submission whose transaction fails counts all the same until then.
 *
 * <p>Confined to the store's thread. Bounded by {@link #MOST_MEMBERS}; those beyond it share one entry.
 */
final class FairShares {
    static final int PART = 16;
    static final int MOST_MEMBERS = 4_096;

    private static final double SMALLEST_SCALE = 1e-6;

    private final Shares requests = new Shares();
    private final Shares bytes = new Shares();

    /** How full a queue is: what it holds, and what it may hold. */
    record Fill(long held, long most) {
        long left() {
            return most - held;
        }

        /** How much it holds beyond its half. */
        long beyondHalf() {
            return held - most / 2;
        }
    }

    /** Whether a submission gets into a queue that holds {@code head}; if so, it counts. Alerts have no share but the last part. */
    boolean admit(Submission submission, MemberKey member, Head head, OutboxLimits limits) {
        int size = submission.request().size();
        Head after = head.plus(size);
        if (submission.lane() == Lane.ALERT) {
            return after.requests() <= limits.maxRequests() && after.bytes() <= limits.maxBytes();
        }
        Fill requestsNow = new Fill(head.requests(), limits.ordinaryRequests());
        Fill bytesNow = new Fill(head.bytes(), limits.ordinaryBytes());
        return requestsNow.left() >= 1 && bytesNow.left() >= size && add(member, size, requestsNow, bytesNow);
    }

    private boolean add(MemberKey member, int requestBytes, Fill heldRequests, Fill heldBytes) {
        requests.settle(heldRequests.beyondHalf());
        bytes.settle(heldBytes.beyondHalf());
        if (!requests.hasShare(member, heldRequests) || !bytes.hasShare(member, heldBytes)) {
            return false;
        }
        requests.count(member, 1, heldRequests);
        bytes.count(member, requestBytes, heldBytes);
        return true;
    }

    /** Members of which something is known. */
    int known() {
        return Math.max(requests.added.size(), bytes.added.size());
    }

    /** Of one measure: what members have added, in a unit that shrinks instead of all the numbers. */
    private static final class Shares {
        private final Map<Object, Double> added = new HashMap<>();
        private double sum;
        private double scale = 1;

        /** All together, members have added no more than what the queue holds beyond its half. */
        void settle(long beyondHalf) {
            if (beyondHalf <= 0) {
                added.clear();
                sum = 0;
                scale = 1;
            } else if (sum > beyondHalf) {
                scale *= beyondHalf / sum;
                sum = beyondHalf;
                if (scale < SMALLEST_SCALE) {
                    added.replaceAll((member, amount) -> amount * scale);
                    added.values().removeIf(amount -> amount < SMALLEST_SCALE);
                    scale = 1;
                }
            }
        }

        boolean hasShare(MemberKey member, Fill fill) {
            return fill.beyondHalf() < 0 || added.getOrDefault(key(member), 0.0) * scale * PART < fill.left();
        }

        void count(MemberKey member, int amount, Fill fill) {
            if (fill.beyondHalf() + amount > 0) {
                added.merge(key(member), amount / scale, Double::sum);
                sum += amount;
            }
        }

        private Object key(MemberKey member) {
            return added.containsKey(member) || added.size() < MOST_MEMBERS ? member : this;
        }
    }
}
