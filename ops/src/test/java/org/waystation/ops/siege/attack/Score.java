package org.waystation.ops.siege.attack;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How often what happened to an attacker. Safe for any thread. */
final class Score {
    /** The attack was made, once more. */
    static final String TRIED = "tried";

    /** How a count begins of what the relay must not let anybody do. */
    static final String SUCCESS = "SUCCEEDED";

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    void count(String what) {
        add(what, 1);
    }

    void add(String what, long times) {
        counts.computeIfAbsent(what, unused -> new LongAdder()).add(times);
    }

    Map<String, Long> sums() {
        Map<String, Long> sums = new TreeMap<>();
        counts.forEach((what, count) -> sums.put(what, count.sum()));
        return sums;
    }
}
