package org.waystation.ops.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The sums over all generations. One thread writes, any reads. */
final class Books {
    private static final int MOST_COMPLAINTS = 20;

    private final List<String> complaints = new ArrayList<>();
    private Sums sums = new Sums(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /**
     * The sums.
     *
     * @param letters that their readers were to see
     * @param neglected letters to absentees, stored, that were to expire
     * @param cameBack absentees who have come back and found nothing
     */
    record Sums(
            int generations,
            long letters,
            long neglected,
            long lost,
            long duplicated,
            long outOfOrder,
            long carriedAgain,
            long secondDeliveries,
            long bundles,
            long cameBack) {}

    synchronized void add(Generation.Account account) {
        sums = new Sums(
                sums.generations + 1,
                sums.letters + account.letters(),
                sums.neglected + account.neglected(),
                sums.lost + account.lost(),
                sums.duplicated + account.duplicated(),
                sums.outOfOrder + account.outOfOrder(),
                sums.carriedAgain + account.carriedAgain(),
                sums.secondDeliveries + account.secondDeliveries(),
                sums.bundles + account.bundles(),
                sums.cameBack);
        account.complaints().forEach(this::complain);
    }

    synchronized void onCameBack(int found) {
        if (found > 0) {
            complain(found + " letters were still there after their expiry");
        }
        sums = new Sums(
                sums.generations,
                sums.letters,
                sums.neglected,
                sums.lost,
                sums.duplicated,
                sums.outOfOrder,
                sums.carriedAgain,
                sums.secondDeliveries,
                sums.bundles,
                sums.cameBack + 1);
    }

    /**
     * Compares with what the relay says.
     *
     * @param expired envelopes that it says it has deleted
     * @param mayWait letters to absentees that may not have expired yet
     */
    synchronized void onExpired(long expired, long mayWait) {
        if (expired > sums.neglected || expired < sums.neglected - mayWait) {
            complain("the relay has let " + expired + " letters expire, and " + sums.neglected + " were to, of which "
                    + mayWait + " may still wait");
        }
    }

    synchronized void complain(String what) {
        if (complaints.size() < MOST_COMPLAINTS) {
            complaints.add(what);
        }
    }

    synchronized Sums sums() {
        return sums;
    }

    synchronized List<String> complaints() {
        return List.copyOf(complaints);
    }

    synchronized boolean isClean() {
        return sums.lost == 0 && sums.duplicated == 0 && sums.outOfOrder == 0 && complaints.isEmpty();
    }

    @Override
    public synchronized String toString() {
        return String.format(
                Locale.ROOT,
                "%d groups, %,d messages seen once, lost %d, duplicated %d, out of order %d, %,d left to expire, %,d prekey"
                        + " bundles, carried again %,d, delivered again %,d, %d absentees back%s",
                sums.generations,
                sums.letters - sums.lost,
                sums.lost,
                sums.duplicated,
                sums.outOfOrder,
                sums.neglected,
                sums.bundles,
                sums.carriedAgain,
                sums.secondDeliveries,
                sums.cameBack,
                complaints.isEmpty() ? "" : "; " + complaints);
    }
}
