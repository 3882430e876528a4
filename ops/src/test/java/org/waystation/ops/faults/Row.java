package org.waystation.ops.faults;

import java.util.Locale;
import org.waystation.ops.faults.people.Judge;

/**
 * What one fault did.
 *
 * @param letters in all
 * @param struckAt letters that had been seen by their readers when the fault began
 * @param underFault letters seen while it lasted
 * @param faultSeconds how long it lasted
 * @param drainSeconds from its end until every letter was read, answered and acknowledged
 * @param links connections between the relays that came about, the first one included
 * @param note what else was seen
 */
record Row(
        String fault,
        int letters,
        int struckAt,
        int underFault,
        double faultSeconds,
        double drainSeconds,
        int links,
        Judge.Verdict verdict,
        String note) {

    static final String HEAD = "| fault | messages | lost | duplicated | out of order | carried again | delivered again"
            + " | seen before, under, after the fault | fault lasted, s | drained after, s | links |";
    static final String RULE = "|---|---:|---:|---:|---:|---:|---:|---|---:|---:|---:|";

    boolean isClean() {
        return verdict.isClean();
    }

    /** As a line of a table. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "| `%s` | %,d | %d | %d | %d | %,d | %,d | %,d / %,d / %,d | %.0f | %.1f | %d |",
                fault,
                letters,
                verdict.lost(),
                verdict.duplicated(),
                verdict.outOfOrder(),
                verdict.carriedAgain(),
                verdict.secondDeliveries(),
                struckAt,
                underFault,
                letters - struckAt - underFault,
                faultSeconds,
                drainSeconds,
                links);
    }
}
