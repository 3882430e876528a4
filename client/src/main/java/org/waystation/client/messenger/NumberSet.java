package org.waystation.client.messenger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import org.waystation.client.rows.NumberRange;

/** A set of numbers that come almost in order, kept as ranges. Mutable; lives within one transaction. */
final class NumberSet {
    /** First number of a range to its last. */
    private final NavigableMap<Long, Long> ranges = new TreeMap<>();

    static NumberSet of(List<NumberRange> rows) {
        NumberSet set = new NumberSet();
        for (NumberRange each : rows) {
            set.ranges.put(each.getFirst(), each.getLast());
        }
        return set;
    }

    List<NumberRange> toRows() {
        List<NumberRange> rows = new ArrayList<>();
        for (Map.Entry<Long, Long> each : ranges.entrySet()) {
            rows.add(NumberRange.newBuilder()
                    .setFirst(each.getKey())
                    .setLast(each.getValue())
                    .build());
        }
        return rows;
    }

    boolean contains(long number) {
        Map.Entry<Long, Long> before = ranges.floorEntry(number);
        return before != null && before.getValue() >= number;
    }

    /** The highest of them; 0 if there is none. */
    long highest() {
        return ranges.isEmpty() ? 0 : ranges.lastEntry().getValue();
    }

    int rangeCount() {
        return ranges.size();
    }

    void add(long number) {
        if (contains(number)) {
            return;
        }
        Map.Entry<Long, Long> before = ranges.floorEntry(number);
        long first = before != null && before.getValue() == number - 1 ? before.getKey() : number;
        Long joined = ranges.remove(number + 1);
        ranges.put(first, joined == null ? number : joined);
    }

    /** Takes out the lowest numbers, at most so many. */
    NumberSet removeLowest(int count) {
        NumberSet taken = new NumberSet();
        while (taken.size() < count && !ranges.isEmpty()) {
            Map.Entry<Long, Long> lowest = ranges.pollFirstEntry();
            taken.add(lowest.getKey());
            if (lowest.getKey() < lowest.getValue()) {
                ranges.put(lowest.getKey() + 1, lowest.getValue());
            }
        }
        return taken;
    }

    long size() {
        long size = 0;
        for (Map.Entry<Long, Long> each : ranges.entrySet()) {
            size += each.getValue() - each.getKey() + 1;
        }
        return size;
    }

    /** The numbers that are in this set and not in the other, ascending. */
    List<Long> without(NumberSet other, int limit) {
        List<Long> found = new ArrayList<>();
        if (limit <= 0) {
            return found;
        }
        forEachWhile(number -> {
            if (!other.contains(number)) {
                found.add(number);
            }
            return found.size() < limit;
        });
        return found;
    }

    /** The lowest numbers from this one on, at most so many, ascending. */
    List<Long> from(long lowest, int limit) {
        NumberSet found = new NumberSet();
        found.ranges.putAll(ranges.tailMap(lowest));
        if (contains(lowest)) {
            found.ranges.put(lowest, ranges.floorEntry(lowest).getValue());
        }
        return found.without(new NumberSet(), limit);
    }

    List<Long> toList() {
        return without(new NumberSet(), Integer.MAX_VALUE);
    }

    private void forEachWhile(LongPredicate wantsMore) {
        for (Map.Entry<Long, Long> range : ranges.entrySet()) {
            // Counted by distance: a range that ends at the last of all numbers must end too.
            long count = range.getValue() - range.getKey();
            for (long at = 0; at <= count; at++) {
                if (!wantsMore.test(range.getKey() + at)) {
                    return;
                }
            }
        }
    }
}
