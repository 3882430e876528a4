package org.waystation.ops.bench.report;

import java.util.Map;
import java.util.TreeMap;
import org.waystation.ops.bench.load.Phase;
import org.waystation.ops.bench.load.Tally;
import org.waystation.protocol.frame.FaultNumber;

/**
 * Messages of a phase.
 *
 * @param submitted sent to the own relay
 * @param ticketed of those, sealed with a ticket that an earlier answer brought
 * @param accepted in their mailbox, on disk; the sealed reply said so
 * @param delivered reached their recipient
 * @param acknowledged confirmed to be deleted after delivery
 * @param duplicates deliveries beyond the first
 * @param refused by fault
 */
public record Counts(
        long submitted,
        long ticketed,
        long accepted,
        long delivered,
        long acknowledged,
        long duplicates,
        Map<String, Long> refused) {

    public static Counts of(Phase phase) {
        Tally tally = phase.tally();
        Tally.Sums sums = tally.sums();
        Map<String, Long> refused = new TreeMap<>();
        tally.refusals().forEach((number, count) -> refused.put(name(number), count));
        return new Counts(
                sums.submitted(),
                phase.ticketed(),
                tally.accepted(),
                sums.delivered(),
                sums.acknowledged(),
                tally.duplicates(),
                refused);
    }

    private static String name(int number) {
        return new FaultNumber(number).code().map(Enum::name).orElse("FAULT_" + number);
    }
}
